import { type PresenceEntry, relayPresence } from '../../shared/wire/presence.ts'
import type { Clock } from '../base/surroundings.ts'
import type { Audience } from '../open-document/audience.ts'
import type { Listener } from '../open-document/listener.ts'

/** Guests come and go like passers-by: members are told how many there are once a second at most. */
const coalesceMs = 1_000

interface GuestCountParts {
  clock: Clock
  audience: Audience
  isMember(listener: Listener): boolean
}

/** How many read a room without being in it: what the relay itself says in the room's presence. */
export class GuestCount {
  readonly #parts: GuestCountParts
  readonly #changed: (entry: PresenceEntry) => void
  #entry: PresenceEntry = { client: relayPresence, clock: 0, state: null }
  #cancel: (() => void) | null = null

  /** `changed`: there is another number to tell, or none any more. */
  constructor(parts: GuestCountParts, changed: (entry: PresenceEntry) => void) {
    this.#parts = parts
    this.#changed = changed
  }

  /** Null where there are none. */
  get entry(): PresenceEntry | null {
    return this.#entry.state && this.#entry
  }

  /** Somebody came, went, joined or was removed. */
  recountSoon(): void {
    this.#cancel ??= this.#parts.clock.after(coalesceMs, () => {
      this.#cancel = null
      const guests = this.#count()
      if (guests !== (this.#entry.state?.guests ?? 0)) this.#tell(guests)
    })
  }

  /** The same number again, for stock clients forget what is not renewed. */
  renew(): PresenceEntry | null {
    if (this.#entry.state) this.#entry = { ...this.#entry, clock: this.#nextClock() }
    return this.entry
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #tell(guests: number): void {
    this.#entry = { client: relayPresence, clock: this.#nextClock(), state: guests > 0 ? { guests } : null }
    this.#changed(this.#entry)
  }

  /** Later than all that a relay before this one said. */
  #nextClock(): number {
    return Math.max(this.#entry.clock + 1, Math.floor(this.#parts.clock.now() / 1000))
  }

  /** Somebody with an account is one, on however many devices. */
  #count(): number {
    let strangers = 0
    const users = new Set<string>()
    for (const listener of this.#parts.audience.all) {
      if (listener.user === null) strangers++
      else if (!this.#parts.isMember(listener)) users.add(listener.user)
    }
    return strangers + users.size
  }
}
