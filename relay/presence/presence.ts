import { writeMessage } from '../../shared/wire/messages.ts'
import {
  type PresenceEntry,
  type PresenceState,
  parsePresence,
  relayPresence,
  writePresence,
} from '../../shared/wire/presence.ts'
import type { Clock } from '../base/surroundings.ts'
import type { Audience } from '../open-document/audience.ts'
import type { Author, Listener } from '../open-document/listener.ts'
import { GuestCount } from './guest-count.ts'
import { PresenceStates } from './presence-states.ts'

/** Listeners hear of changes in windows. */
const windowMs = 50
/** A crowd is told less often: beyond the first of a pause, changes in one document cost this many frames at most. */
const framesPerSecond = 2_000
/**
 * Stock clients say every 15 to 18 s that nothing has changed, and forget who has not said so for 30 s. What all of them
 * say within this time goes out as one message.
 */
const renewalMs = 8_000

interface PresenceParts {
  clock: Clock
  audience: Audience
  isMember(listener: Listener): boolean
  /** Which device a Yjs client id belongs to by its records. */
  devices: ReadonlyMap<number, string>
  /** Whether those are counted who hear this and are not members. */
  countsGuests: boolean
}

/** Who is there, in one document: the newest state of each connection, told in windows, echoed to its sender. */
export class Presence {
  readonly #parts: PresenceParts
  readonly #guests: GuestCount | null
  /** Whose first word was heard. */
  readonly #heard = new WeakSet<Listener>()
  /** Null until somebody says something: in most documents nobody ever does, and a relay holds many. */
  #voices: PresenceStates | null = null
  /** Who is told all at the next window. */
  #newcomers: Set<Listener> | null = null
  #cancelWindow: (() => void) | null = null
  #nextWindowAt = 0
  #cancelRenewal: (() => void) | null = null

  constructor(parts: PresenceParts) {
    this.#parts = parts
    this.#guests = parts.countsGuests ? new GuestCount(parts, (entry) => this.#tellGuests(entry)) : null
  }

  /** The device that was seen with this Yjs client id. */
  claimed(client: number): string | null {
    return this.#voices?.claimed(client) ?? null
  }

  /** A presence update as a connection sent it; throws `Malformed`. */
  speak(listener: Listener, update: Uint8Array): void {
    // Stock clients echo everybody's, of which only their own counts: five hundred echoes of as many are not worth reading.
    const known = this.#voices?.clientOf(listener) ?? null
    const entries = parsePresence(update, (client) => client !== relayPresence && (known ?? client) === client)
    const { author } = listener
    if (author === null || !this.#parts.isMember(listener)) {
      listener.hearPresence(messageOf(entries.slice(0, 1)))
      return
    }
    const own = entries.find(({ client }) => this.#isItsOwn(client, author.device))
    if (own) this.#put(listener, author, own)
    else this.#sayIfTaken(listener, entries)
    this.#heard.add(listener)
  }

  /** A client speaks of itself before it has heard of others: one id that is another's is the one it means to write under. */
  #sayIfTaken(listener: Listener, [first, ...others]: readonly PresenceEntry[]): void {
    if (this.#heard.has(listener) || !first || others.length > 0) return
    listener.results([{ kind: 'client-taken', client: first.client }])
  }

  /** A new listener, or one that asks, is told all at the next window. */
  tellAll(listener: Listener): void {
    this.#newcomers ??= new Set()
    this.#newcomers.add(listener)
    this.#guests?.recountSoon()
    this.#schedule()
  }

  leave(listener: Listener): void {
    this.#newcomers?.delete(listener)
    this.#guests?.recountSoon()
    if (this.#voices?.leave(listener, this.#parts.clock.now())) this.#schedule()
  }

  /** Who is a member has changed. */
  recountGuests(): void {
    this.#guests?.recountSoon()
  }

  stop(): void {
    this.#guests?.stop()
    this.#cancelWindow?.()
    this.#cancelRenewal?.()
    this.#cancelWindow = null
    this.#cancelRenewal = null
  }

  #isItsOwn(client: number, device: string): boolean {
    const owner = this.#parts.devices.get(client) ?? this.claimed(client)
    return owner === null || owner === device
  }

  #put(listener: Listener, author: Author, said: PresenceEntry): void {
    this.#voices ??= new PresenceStates()
    const gone = this.#voices.goneSince(listener, said)
    if (gone) {
      listener.hearPresence(messageOf([gone]))
      return
    }
    const state = stamp(said.state, author.user)
    const untold = this.#voices.say(listener, author, { ...said, state }, this.#parts.clock.now())
    if (untold === 'change') this.#schedule()
    if (untold === 'renewal') this.#scheduleRenewal()
  }

  #tellGuests(entry: PresenceEntry): void {
    this.#tell([entry])
    this.#scheduleRenewal()
  }

  #schedule(): void {
    const pauseMs = this.#nextWindowAt - this.#parts.clock.now()
    this.#cancelWindow ??= this.#parts.clock.after(Math.max(windowMs, pauseMs), () => {
      this.#cancelWindow = null
      this.#flush()
    })
  }

  #scheduleRenewal(): void {
    this.#cancelRenewal ??= this.#parts.clock.after(renewalMs, () => {
      this.#cancelRenewal = null
      this.#flushRenewals()
    })
  }

  #flush(): void {
    const now = this.#parts.clock.now()
    const due = this.#voices?.takeChanges(now) ?? []
    const frames = this.#tell(due) + this.#tellNewcomers(due)
    this.#nextWindowAt = now + (frames / framesPerSecond) * 1_000
    if (this.#voices?.hasChanges) this.#schedule()
  }

  #flushRenewals(): void {
    const due = this.#voices?.takeRenewals() ?? []
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
      [...this.#parts.audience.all].filter((listener) => !this.#newcomers?.has(listener)),
      due,
    )
  }

  #tellNewcomers(due: readonly PresenceEntry[]): number {
    const newcomers = [...(this.#newcomers ?? [])]
    this.#newcomers = null
    if (newcomers.length === 0) return 0
    return hearAll(newcomers, [...due.filter(({ state }) => state === null), ...this.#all()])
  }

  *#all(): Generator<PresenceEntry> {
    if (this.#voices) yield* this.#voices.all()
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

/** How many guests there are is not for clients to say. What is not so is left out: in a crowd each byte is sent often. */
const stamp = (state: PresenceState | null, user: string): PresenceState | null => {
  if (state === null) return null
  const { status, typing, here } = state
  return { user, ...(status && { status }), ...(typing && { typing }), ...(here && { here }) }
}

const messageOf = (entries: readonly PresenceEntry[]): Uint8Array =>
  writeMessage({ type: 'awareness', update: writePresence(entries) })

/** Harmless: nobody comes or goes. A sign of life to a stock client, which gives up after 30 s of silence. */
export const emptyPresence = messageOf([])
