import { type PresenceEntry, type PresenceState, presenceLimits } from '../../shared/wire/presence.ts'
import type { Author, Listener } from '../open-document/listener.ts'

/** Changes of one connection are sent at most five times a second. */
const spacingMs = 200
const day = 24 * 3_600_000
/**
 * Client ids are remembered after their connection is gone, so that nobody takes over an id that was seen here. If a
 * user, or all users together, have the maximum number of claims, a new one is not shown. A claim is forgotten only for
 * a new one of the same user, and only a day after it was last heard.
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
  /** What listeners were not sent yet: a new state, or the same one again. */
  untold: 'change' | 'renewal' | null
  /** When the next change may be sent. */
  dueAt: number
}

/** The presence states of the connections at one document, their client ids, and what is still to be sent. */
export class PresenceStates {
  readonly #claims = new Map<number, Claim>()
  readonly #claimsOf = new Map<string, Map<number, Claim>>()
  readonly #byListener = new Map<Listener, ClientPresence>()
  readonly #gone = new Map<number, PresenceEntry>()

  /** The device that has used this Yjs client id. */
  claimed(client: number): string | null {
    return this.#claims.get(client)?.device ?? null
  }

  /** The client id that a listener uses now. */
  clientOf(listener: Listener): number | null {
    const presence = this.#byListener.get(listener)
    return presence?.state ? presence.client : null
  }

  /**
   * If others were told at a later clock that this client left, this is that entry. The client is sent it, so that it
   * uses a newer clock.
   */
  goneSince(listener: Listener, { client, clock }: PresenceEntry): PresenceEntry | null {
    const heard = this.#claims.get(client)?.clock ?? 0
    const isKnown = this.#byListener.get(listener)?.client === client
    return isKnown || clock > heard || heard === 0 ? null : { client, clock: heard, state: null }
  }

  /**
   * Takes a new state. Returns what is to be sent of it, or null if it is older than the last one or cannot be kept.
   */
  say(
    listener: Listener,
    author: Author,
    { client, clock, state }: PresenceEntry,
    now: number,
  ): ClientPresence['untold'] {
    const claim = this.#claim(client, author, now)
    if (claim === null) return null
    const presence = this.#byListener.get(listener) ?? { client, state: null, clock: 0, untold: null, dueAt: 0 }
    const isKnown = this.#byListener.has(listener) && presence.client === client
    if (isKnown && clock < presence.clock) return null
    const isSame = isKnown && isSameState(presence.state, state)
    Object.assign(presence, { client, clock, state })
    claim.clock = clock
    claim.at = now
    this.#gone.delete(client)
    this.#byListener.set(listener, presence)
    if (!isSame) presence.untold = 'change'
    presence.untold ??= 'renewal'
    return presence.untold
  }

  /** Returns false if the listener had no state. */
  leave(listener: Listener, now: number): boolean {
    const presence = this.#byListener.get(listener)
    if (!presence) return false
    this.#byListener.delete(listener)
    const clock = Math.min(presence.clock + 1, presenceLimits.maxClock)
    const claim = this.#claims.get(presence.client)
    if (claim) Object.assign(claim, { clock, at: now })
    this.#gone.set(presence.client, { client: presence.client, clock, state: null })
    return true
  }

  /** The clients that left, and the new states that may be sent by now. */
  takeChanges(now: number): PresenceEntry[] {
    const due = [...this.#gone.values()]
    this.#gone.clear()
    for (const presence of this.#byListener.values()) {
      if (presence.untold !== 'change' || presence.dueAt > now) continue
      presence.untold = null
      presence.dueAt = now + spacingMs
      due.push(entryOf(presence))
    }
    return due
  }

  get hasChanges(): boolean {
    for (const { untold } of this.#byListener.values()) if (untold === 'change') return true
    return false
  }

  takeRenewals(): PresenceEntry[] {
    const due: PresenceEntry[] = []
    for (const presence of this.#byListener.values()) {
      if (presence.untold !== 'renewal') continue
      presence.untold = null
      due.push(entryOf(presence))
    }
    return due
  }

  *all(): Generator<PresenceEntry> {
    for (const presence of this.#byListener.values()) if (presence.state) yield entryOf(presence)
  }

  /** Null: no more claims are kept. */
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
    const present = new Set([...this.#byListener.values()].map(({ client }) => client))
    for (const [client, { at }] of own) {
      if (present.has(client) || now - at < claimLimits.keptMs) continue
      own.delete(client)
      this.#claims.delete(client)
      return
    }
  }
}

const entryOf = ({ client, clock, state }: ClientPresence): PresenceEntry => ({ client, clock, state })

const isSameState = (a: PresenceState | null, b: PresenceState | null): boolean =>
  a?.status === b?.status &&
  a?.typing === b?.typing &&
  a?.here === b?.here &&
  a?.read?.time === b?.read?.time &&
  a?.read?.name === b?.read?.name &&
  (a === null) === (b === null)
