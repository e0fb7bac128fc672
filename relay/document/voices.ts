import { type PresenceEntry, type PresenceState, presenceLimits } from '../../shared/wire/presence.ts'
import type { Author, Listener } from './listener.ts'

/** Of one connection, changes are told at most five times a second. */
const spacingMs = 200
/** Ids are remembered after their connection has gone, so that nobody takes over one seen here. */
const rememberedIds = 2_000

interface Claim {
  device: string
  /** The newest clock that listeners were told. */
  clock: number
}
interface Voice {
  client: number
  state: PresenceState | null
  clock: number
  /** What listeners have not been told: a new state, or the same one said again. */
  untold: 'change' | 'renewal' | null
  /** When the next change may be told. */
  dueAt: number
}

/** What the connections at one document say of themselves, under which client ids, and what of it is still to be told. */
export class Voices {
  readonly #claims = new Map<number, Claim>()
  readonly #byListener = new Map<Listener, Voice>()
  readonly #gone = new Map<number, PresenceEntry>()

  /** The device that was seen with this Yjs client id. */
  claimed(client: number): string | null {
    return this.#claims.get(client)?.device ?? null
  }

  /** The client id under which a listener is here now. */
  clientOf(listener: Listener): number | null {
    const voice = this.#byListener.get(listener)
    return voice?.state ? voice.client : null
  }

  /** Where others heard that this client went, at a later clock: told so, it says a newer one. */
  goneSince(listener: Listener, { client, clock }: PresenceEntry): PresenceEntry | null {
    const heard = this.#claims.get(client)?.clock ?? 0
    const isKnown = this.#byListener.get(listener)?.client === client
    return isKnown || clock > heard || heard === 0 ? null : { client, clock: heard, state: null }
  }

  /** What there is to tell of it that was not yet: null where it is older than what was said. */
  say(listener: Listener, { device }: Author, { client, clock, state }: PresenceEntry): Voice['untold'] {
    const claim = this.#claim(client, device)
    const voice = this.#byListener.get(listener) ?? { client, state: null, clock: 0, untold: null, dueAt: 0 }
    const isKnown = this.#byListener.has(listener) && voice.client === client
    if (isKnown && clock < voice.clock) return null
    const isSame = isKnown && isSameState(voice.state, state)
    Object.assign(voice, { client, clock, state })
    claim.clock = clock
    this.#gone.delete(client)
    this.#byListener.set(listener, voice)
    if (!isSame) voice.untold = 'change'
    voice.untold ??= 'renewal'
    return voice.untold
  }

  /** False where it has said nothing. */
  leave(listener: Listener): boolean {
    const voice = this.#byListener.get(listener)
    if (!voice) return false
    this.#byListener.delete(listener)
    const clock = Math.min(voice.clock + 1, presenceLimits.maxClock)
    const claim = this.#claims.get(voice.client)
    if (claim) claim.clock = clock
    this.#gone.set(voice.client, { client: voice.client, clock, state: null })
    return true
  }

  /** Who went, and the new states that may be told by now. */
  takeChanges(now: number): PresenceEntry[] {
    const due = [...this.#gone.values()]
    this.#gone.clear()
    for (const voice of this.#byListener.values()) {
      if (voice.untold !== 'change' || voice.dueAt > now) continue
      voice.untold = null
      voice.dueAt = now + spacingMs
      due.push(entryOf(voice))
    }
    return due
  }

  get hasChanges(): boolean {
    for (const { untold } of this.#byListener.values()) if (untold === 'change') return true
    return false
  }

  takeRenewals(): PresenceEntry[] {
    const due: PresenceEntry[] = []
    for (const voice of this.#byListener.values()) {
      if (voice.untold !== 'renewal') continue
      voice.untold = null
      due.push(entryOf(voice))
    }
    return due
  }

  *all(): Generator<PresenceEntry> {
    for (const voice of this.#byListener.values()) if (voice.state) yield entryOf(voice)
  }

  #claim(client: number, device: string): Claim {
    const known = this.#claims.get(client)
    if (known) return known
    if (this.#claims.size >= rememberedIds) this.#forgetOldest()
    const claim = { device, clock: 0 }
    this.#claims.set(client, claim)
    return claim
  }

  #forgetOldest(): void {
    const spoken = new Set([...this.#byListener.values()].map(({ client }) => client))
    for (const client of this.#claims.keys()) {
      if (spoken.has(client)) continue
      this.#claims.delete(client)
      return
    }
  }
}

const entryOf = ({ client, clock, state }: Voice): PresenceEntry => ({ client, clock, state })

const isSameState = (a: PresenceState | null, b: PresenceState | null): boolean =>
  a?.status === b?.status && a?.typing === b?.typing && a?.here === b?.here && (a === null) === (b === null)
