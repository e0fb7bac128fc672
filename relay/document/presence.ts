import { writeMessage } from '../../shared/wire/messages.ts'
import {
  type PresenceEntry,
  type PresenceState,
  parsePresence,
  presenceLimits,
  relayPresence,
  writePresence,
} from '../../shared/wire/presence.ts'
import type { Clock } from '../surroundings.ts'
import { GuestCount } from './guest-count.ts'
import type { Listener } from './listener.ts'

/** Listeners hear of changes in windows, and of each connection's at most five times a second. */
const windowMs = 50
const spacingMs = 200
/** A crowd is told less often: beyond the first of a pause, changes in one document cost this many frames at most. */
const framesPerSecond = 2_000
/**
 * Stock clients say every 15 to 18 s that nothing has changed, and forget who has not said so for 30 s. What all of them
 * say within this time goes out as one message.
 */
const renewalMs = 8_000
/** Ids are remembered after their connection has gone, so that nobody takes over one seen here. */
const rememberedIds = 2_000

interface Claim {
  device: string
  /** The newest clock that listeners were told. */
  clock: number
}
interface Speaker {
  client: number
  state: PresenceState | null
  clock: number
  /** When the next change may be told. */
  dueAt: number
}

interface PresenceParts {
  clock: Clock
  listeners(): Iterable<Listener>
  isMember(listener: Listener): boolean
  /** The device that a Yjs client id belongs to by its records. */
  boundElsewhere(client: number): string | null
  /** Whether those are counted who hear this and are not members. */
  countsGuests: boolean
}

/** Who is there, in one document: the newest state of each connection, told in windows, echoed to its sender. */
export class Presence {
  readonly #parts: PresenceParts
  readonly #guests: GuestCount | null
  readonly #claims = new Map<number, Claim>()
  readonly #speakers = new Map<Listener, Speaker>()
  /** Not told yet: new states, the same ones said again, and who went. */
  readonly #changed = new Set<Speaker>()
  readonly #renewed = new Set<Speaker>()
  readonly #gone = new Map<number, PresenceEntry>()
  readonly #wantAll = new Set<Listener>()
  #callOffWindow: (() => void) | null = null
  #nextWindowAt = 0
  #callOffRenewal: (() => void) | null = null

  constructor(parts: PresenceParts) {
    this.#parts = parts
    this.#guests = parts.countsGuests ? new GuestCount({ ...parts, tell: (entry) => this.#tellGuests(entry) }) : null
  }

  /** The device that was seen with this Yjs client id. */
  claimed(client: number): string | null {
    return this.#claims.get(client)?.device ?? null
  }

  /** A presence update as a connection sent it; throws `Malformed`. */
  speak(listener: Listener, update: Uint8Array): void {
    const speaking = this.#speakers.get(listener)
    // Stock clients echo everybody's, of which only their own counts: five hundred echoes of as many are not worth reading.
    const known = speaking?.state ? speaking.client : null
    const entries = parsePresence(update, (client) => client !== relayPresence && (known ?? client) === client)
    if (listener.author === null || !this.#parts.isMember(listener)) {
      listener.hearPresence(messageOf(entries.slice(0, 1)))
      return
    }
    const { device } = listener.author
    const own = entries.find(({ client }) => this.#isItsOwn(client, device))
    if (own) this.#put(listener, own)
  }

  /** A new listener, or one that asks, is told all at the next window. */
  tellAll(listener: Listener): void {
    this.#wantAll.add(listener)
    this.#guests?.recountSoon()
    this.#schedule()
  }

  leave(listener: Listener): void {
    this.#wantAll.delete(listener)
    this.#guests?.recountSoon()
    const speaker = this.#speakers.get(listener)
    if (!speaker) return
    this.#speakers.delete(listener)
    this.#changed.delete(speaker)
    this.#renewed.delete(speaker)
    const clock = Math.min(speaker.clock + 1, presenceLimits.maxClock)
    const claim = this.#claims.get(speaker.client)
    if (claim) claim.clock = clock
    this.#gone.set(speaker.client, { client: speaker.client, clock, state: null })
    this.#schedule()
  }

  /** Who is a member has changed. */
  recountGuests(): void {
    this.#guests?.recountSoon()
  }

  stop(): void {
    this.#guests?.stop()
    this.#callOffWindow?.()
    this.#callOffRenewal?.()
    this.#callOffWindow = null
    this.#callOffRenewal = null
  }

  #isItsOwn(client: number, device: string): boolean {
    const owner = this.#parts.boundElsewhere(client) ?? this.claimed(client)
    return owner === null || owner === device
  }

  #put(listener: Listener, { client, clock, state }: PresenceEntry): void {
    const claim = this.#claim(client, listener)
    const speaker = this.#speakers.get(listener) ?? { client, state: null, clock: 0, dueAt: 0 }
    const known = this.#speakers.has(listener) && speaker.client === client
    if (!known && clock <= claim.clock && claim.clock > 0) {
      // Others heard that it went, at a later clock: told so, a client says a newer one.
      listener.hearPresence(messageOf([{ client, clock: claim.clock, state: null }]))
      return
    }
    if (known && clock < speaker.clock) return
    const stamped = stamp(state, listener.user ?? '')
    const isSame = known && isSameState(speaker.state, stamped)
    Object.assign(speaker, { client, clock, state: stamped })
    claim.clock = clock
    this.#gone.delete(client)
    this.#speakers.set(listener, speaker)
    if (!isSame) this.#tellChange(speaker)
    else if (!this.#changed.has(speaker)) this.#tellRenewal(speaker)
  }

  #claim(client: number, { author }: Listener): Claim {
    let claim = this.#claims.get(client)
    if (!claim && author) {
      if (this.#claims.size >= rememberedIds) this.#forgetOldest()
      claim = { device: author.device, clock: 0 }
      this.#claims.set(client, claim)
    }
    if (!claim) throw new Error('only authors claim a client id')
    return claim
  }

  #forgetOldest(): void {
    const spoken = new Set([...this.#speakers.values()].map(({ client }) => client))
    for (const client of this.#claims.keys()) {
      if (spoken.has(client)) continue
      this.#claims.delete(client)
      return
    }
  }

  #tellChange(speaker: Speaker): void {
    this.#renewed.delete(speaker)
    this.#changed.add(speaker)
    this.#schedule()
  }

  #tellRenewal(speaker: Speaker): void {
    this.#renewed.add(speaker)
    this.#scheduleRenewal()
  }

  #tellGuests(entry: PresenceEntry): void {
    this.#tell([entry])
    this.#scheduleRenewal()
  }

  #schedule(): void {
    const pauseMs = this.#nextWindowAt - this.#parts.clock.now()
    this.#callOffWindow ??= this.#parts.clock.after(Math.max(windowMs, pauseMs), () => {
      this.#callOffWindow = null
      this.#flush()
    })
  }

  #scheduleRenewal(): void {
    this.#callOffRenewal ??= this.#parts.clock.after(renewalMs, () => {
      this.#callOffRenewal = null
      this.#flushRenewals()
    })
  }

  #flush(): void {
    const now = this.#parts.clock.now()
    const due = [...this.#gone.values()]
    this.#gone.clear()
    for (const speaker of this.#changed) {
      if (speaker.dueAt > now) continue
      this.#changed.delete(speaker)
      due.push(entryOf(speaker))
      speaker.dueAt = now + spacingMs
    }
    const frames = this.#tell(due) + this.#tellNewcomers(due)
    this.#nextWindowAt = now + (frames / framesPerSecond) * 1_000
    if (this.#changed.size > 0) this.#schedule()
  }

  #flushRenewals(): void {
    const due = [...this.#renewed].map(entryOf)
    this.#renewed.clear()
    const guests = this.#guests?.renew()
    if (guests) {
      due.push(guests)
      this.#scheduleRenewal()
    }
    this.#tell(due)
  }

  /** Returns to how many. */
  #tell(due: readonly PresenceEntry[]): number {
    if (due.length === 0) return 0
    return hearAll(
      [...this.#parts.listeners()].filter((listener) => !this.#wantAll.has(listener)),
      due,
    )
  }

  #tellNewcomers(due: readonly PresenceEntry[]): number {
    const newcomers = [...this.#wantAll]
    this.#wantAll.clear()
    if (newcomers.length === 0) return 0
    return hearAll(newcomers, [...due.filter(({ state }) => state === null), ...this.#all()])
  }

  *#all(): Generator<PresenceEntry> {
    for (const speaker of this.#speakers.values()) if (speaker.state) yield entryOf(speaker)
    const guests = this.#guests?.entry
    if (guests) yield guests
  }
}

const hearAll = (listeners: readonly Listener[], entries: readonly PresenceEntry[]): number => {
  if (entries.length === 0) return 0
  const message = messageOf(entries)
  for (const listener of listeners) listener.hearPresence(message)
  return listeners.length
}

const entryOf = ({ client, clock, state }: Speaker): PresenceEntry => ({ client, clock, state })

/** How many guests there are is not for clients to say. What is not so is left out: in a crowd each byte is sent often. */
const stamp = (state: PresenceState | null, user: string): PresenceState | null => {
  if (state === null) return null
  const { status, typing, here } = state
  return { user, ...(status && { status }), ...(typing && { typing }), ...(here && { here }) }
}

const isSameState = (a: PresenceState | null, b: PresenceState | null): boolean =>
  a?.status === b?.status && a?.typing === b?.typing && a?.here === b?.here && (a === null) === (b === null)

const messageOf = (entries: readonly PresenceEntry[]): Uint8Array =>
  writeMessage({ type: 'awareness', update: writePresence(entries) })

/** Harmless: nobody comes or goes. A sign of life to a stock client, which gives up after 30 s of silence. */
export const emptyPresence = messageOf([])
