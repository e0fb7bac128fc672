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

/** Changes are collected for so long and sent together. */
const windowMs = 50
/**
 * Changes in one document cost at most this many frames per second, apart from the first after a pause. So a large room
 * is updated less often.
 */
const framesPerSecond = 2_000
/**
 * Stock clients repeat their state every 15 to 18 s, and forget a client that has not done so for 30 s. All repeats
 * within this time are sent as one message.
 */
const renewalMs = 8_000

interface PresenceParts {
  clock: Clock
  audience: Audience
  isMember(listener: Listener): boolean
  /** The device of each Yjs client id, known from its records. */
  devices: ReadonlyMap<number, string>
  /** Whether listeners who are not members are counted. */
  countsGuests: boolean
}

/**
 * Who is present in one document: the newest state of each connection. States are sent in windows, also back to their
 * sender.
 */
export class Presence {
  readonly #parts: PresenceParts
  readonly #guests: GuestCount | null
  /** Listeners that have sent presence before. */
  readonly #heard = new WeakSet<Listener>()
  /** Null until somebody sends presence. In most documents nobody does, and a relay holds many. */
  #states: PresenceStates | null = null
  /** Listeners that get everything in the next window. */
  #newcomers: Set<Listener> | null = null
  #cancelWindow: (() => void) | null = null
  #nextWindowAt = 0
  #cancelRenewal: (() => void) | null = null

  constructor(parts: PresenceParts) {
    this.#parts = parts
    this.#guests = parts.countsGuests ? new GuestCount(parts, (entry) => this.#tellGuests(entry)) : null
  }

  /** The device that has used this Yjs client id. */
  claimed(client: number): string | null {
    return this.#states?.claimed(client) ?? null
  }

  /** Takes a presence update from a connection. Throws `Malformed`. */
  speak(listener: Listener, update: Uint8Array): void {
    // Stock clients echo everybody's states, and only their own counts. In a room of five hundred, reading all echoes
    // would cost too much.
    const known = this.#states?.clientOf(listener) ?? null
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

  /**
   * A client sends its own state before it hears of others. So a first update with a single entry, under another
   * device's id, means that the client wants to write under that id.
   */
  #sayIfTaken(listener: Listener, [first, ...others]: readonly PresenceEntry[]): void {
    if (this.#heard.has(listener) || !first || others.length > 0) return
    listener.results([{ kind: 'client-taken', client: first.client }])
  }

  /** A new listener, or one that asks, gets everything in the next window. */
  tellAll(listener: Listener): void {
    this.#newcomers ??= new Set()
    this.#newcomers.add(listener)
    this.#guests?.recountSoon()
    this.#schedule()
  }

  leave(listener: Listener): void {
    this.#newcomers?.delete(listener)
    this.#guests?.recountSoon()
    if (this.#states?.leave(listener, this.#parts.clock.now())) this.#schedule()
  }

  /** Call it when the members have changed. */
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
    this.#states ??= new PresenceStates()
    const gone = this.#states.goneSince(listener, said)
    if (gone) {
      listener.hearPresence(messageOf([gone]))
      return
    }
    const state = stamp(said.state, author.user)
    const untold = this.#states.say(listener, author, { ...said, state }, this.#parts.clock.now())
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
    const due = this.#states?.takeChanges(now) ?? []
    const frames = this.#tell(due) + this.#tellNewcomers(due)
    this.#nextWindowAt = now + (frames / framesPerSecond) * 1_000
    if (this.#states?.hasChanges) this.#schedule()
  }

  #flushRenewals(): void {
    const due = this.#states?.takeRenewals() ?? []
    const guests = this.#guests?.renew()
    if (guests) {
      due.push(guests)
      this.#scheduleRenewal()
    }
    this.#tell(due)
  }

  /** Returns how many frames were sent. */
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
    if (this.#states) yield* this.#states.all()
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

/**
 * Clients must not send a number of guests. Empty fields are left out, because in a large room each byte is sent many
 * times.
 */
const stamp = (state: PresenceState | null, user: string): PresenceState | null => {
  if (state === null) return null
  const { status, typing, here, read } = state
  return { user, ...(status && { status }), ...(typing && { typing }), ...(here && { here }), ...(read && { read }) }
}

const messageOf = (entries: readonly PresenceEntry[]): Uint8Array =>
  writeMessage({ type: 'awareness', update: writePresence(entries) })

/** An update without entries. It is a sign of life for stock clients, which give up after 30 s of silence. */
export const emptyPresence = messageOf([])
