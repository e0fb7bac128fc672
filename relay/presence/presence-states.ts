import { type PresenceEntry, type PresenceState, presenceLimits } from '../../shared/wire/presence.ts'
import type { Author, Listener } from '../open-document/listener.ts'

/** Of one connection, changes are told at most five times a second. */
const spacingMs = 200
const day = 24 * 3_600_000
/**
 * Ids are remembered after their connection has gone, so that nobody takes over one seen here. Where a user or all of them
 * have as many as are kept, the next is not shown: only a user's own claims make room for theirs, a day after they went.
 */
export const claimLimits = { ofUser: 256, ofAll: 20_000, keptMs: day } as const

interface Claim {
  device: string
  /** The newest clock that listeners were told. */
  clock: number
  /** When it was heard last. */
  at: number
}
interface ClientPresence {
  client: number
  state: PresenceState | null
  clock: number
  /** What listeners have not been told: a new state, or the same one said again. */
  untold: 'change' | 'renewal' | null
  /** When the next change may be told. */
  dueAt: number
}

/** What the connections at one document say of themselves, under which client ids, and what of it is still to be told. */
export class PresenceStates {
  readonly #claims = new Map<number, Claim>()
  readonly #claimsOf = new Map<string, Map<number, Claim>>()
  readonly #byListener = new Map<Listener, ClientPresence>()
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

  /** What there is to tell of it that was not yet: null where it is older than what was said, or cannot be kept. */
  say(
    listener: Listener,
    author: Author,
    { client, clock, state }: PresenceEntry,
    now: number,
  ): ClientPresence['untold'] {
    const claim = this.#claim(client, author, now)
    if (claim === null) return null
    const voice = this.#byListener.get(listener) ?? { client, state: null, clock: 0, untold: null, dueAt: 0 }
    const isKnown = this.#byListener.has(listener) && voice.client === client
    if (isKnown && clock < voice.clock) return null
    const isSame = isKnown && isSameState(voice.state, state)
    Object.assign(voice, { client, clock, state })
    claim.clock = clock
    claim.at = now
    this.#gone.delete(client)
    this.#byListener.set(listener, voice)
    if (!isSame) voice.untold = 'change'
    voice.untold ??= 'renewal'
    return voice.untold
  }

  /** False where it has said nothing. */
  leave(listener: Listener, now: number): boolean {
    const voice = this.#byListener.get(listener)
    if (!voice) return false
    this.#byListener.delete(listener)
    const clock = Math.min(voice.clock + 1, presenceLimits.maxClock)
    const claim = this.#claims.get(voice.client)
    if (claim) Object.assign(claim, { clock, at: now })
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

  /** Null: no more of them are kept. */
  #claim(client: number, { user, device }: Author, now: number): Claim | null {
    const known = this.#claims.get(client)
    if (known) return known
    const own = this.#claimsOf.get(user) ?? new Map<number, Claim>()
    if (own.size >= claimLimits.ofUser) this.#forgetOneOf(own, now)
    if (own.size >= claimLimits.ofUser || this.#claims.size >= claimLimits.ofAll) return null
    const claim = { device, clock: 0, at: now }
    own.set(client, claim)
    this.#claimsOf.set(user, own)
    this.#claims.set(client, claim)
    return claim
  }

  #forgetOneOf(own: Map<number, Claim>, now: number): void {
    const spoken = new Set([...this.#byListener.values()].map(({ client }) => client))
    for (const [client, { at }] of own) {
      if (spoken.has(client) || now - at < claimLimits.keptMs) continue
      own.delete(client)
      this.#claims.delete(client)
      return
    }
  }
}

const entryOf = ({ client, clock, state }: ClientPresence): PresenceEntry => ({ client, clock, state })

const isSameState = (a: PresenceState | null, b: PresenceState | null): boolean =>
  a?.status === b?.status && a?.typing === b?.typing && a?.here === b?.here && (a === null) === (b === null)
