import { type PresenceEntry, relayPresence } from '../../shared/wire/presence.ts'
import type { Clock } from '../base/surroundings.ts'
import type { Audience } from '../open-document/audience.ts'
import type { Listener } from '../open-document/listener.ts'

/** Guests come and go often, so members are sent their number once a second at most. */
const coalesceMs = 1_000

interface GuestCountParts {
  clock: Clock
  audience: Audience
  isMember(listener: Listener): boolean
}

/**
 * The number of people who read a room without being in it. The relay itself sends it as part of the room's presence.
 */
export class GuestCount {
  readonly #parts: GuestCountParts
  readonly #changed: (entry: PresenceEntry) => void
  #entry: PresenceEntry = { client: relayPresence, clock: 0, state: null }
  #cancel: (() => void) | null = null

  /** `changed`: called with the new number, or when there are no guests any more. */
  constructor(parts: GuestCountParts, changed: (entry: PresenceEntry) => void) {
    this.#parts = parts
    this.#changed = changed
  }

  /** Null if there are no guests. */
  get entry(): PresenceEntry | null {
    return this.#entry.state && this.#entry
  }

  /** Call it when somebody came, left, joined or was removed. */
  recountSoon(): void {
    this.#cancel ??= this.#parts.clock.after(coalesceMs, () => {
      this.#cancel = null
      const guests = this.#count()
      if (guests !== (this.#entry.state?.guests ?? 0)) this.#tell(guests)
    })
  }

  /** Returns the same number under a new clock, because stock clients forget what is not renewed. */
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

  /** A clock that is later than all those of earlier runs of the relay. */
  #nextClock(): number {
    return Math.max(this.#entry.clock + 1, Math.floor(this.#parts.clock.now() / 1000))
  }

  /** A person with an account counts once, on any number of devices. */
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
