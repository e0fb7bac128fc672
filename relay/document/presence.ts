import { writeMessage } from '../../shared/wire/messages.ts'
import { type PresenceEntry, type PresenceState, presenceLimits, writePresence } from '../../shared/wire/presence.ts'
import type { Clock } from '../surroundings.ts'
import type { Listener } from './listener.ts'

/** Listeners hear of changes in windows, and of each connection's at most five times a second. */
const windowMs = 50
const spacingMs = 200
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
  /** Not told yet: the newest entry, and when it may be told. */
  waiting: PresenceEntry | null
  dueAt: number
}

interface PresenceParts {
  clock: Clock
  listeners(): Iterable<Listener>
  isMember(listener: Listener): boolean
  /** The device that a Yjs client id belongs to by its records. */
  boundElsewhere(client: number): string | null
}

/** Who is there, in one document: the newest state of each connection, told in windows, echoed to its sender. */
export class Presence {
  readonly #parts: PresenceParts
  readonly #claims = new Map<number, Claim>()
  readonly #speakers = new Map<Listener, Speaker>()
  readonly #gone = new Map<number, PresenceEntry>()
  readonly #wantAll = new Set<Listener>()
  #callOff: (() => void) | null = null

  constructor(parts: PresenceParts) {
    this.#parts = parts
  }

  /** The device that was seen with this Yjs client id. */
  claimed(client: number): string | null {
    return this.#claims.get(client)?.device ?? null
  }

  /** Entries as a connection sent them; stock clients echo everybody's, of which only its own count. */
  speak(listener: Listener, entries: readonly PresenceEntry[]): void {
    if (listener.author === null || !this.#parts.isMember(listener)) {
      listener.hearPresence(messageOf(entries.slice(0, 1)))
      return
    }
    const { device } = listener.author
    const speaking = this.#speakers.get(listener)
    for (const entry of entries) {
      if (speaking && speaking.state !== null && entry.client !== speaking.client) continue
      if (!this.#isItsOwn(entry.client, device)) continue
      this.#put(listener, entry)
      return
    }
  }

  /** A new listener, or one that asks, is told all at the next window. */
  tellAll(listener: Listener): void {
    this.#wantAll.add(listener)
    this.#schedule()
  }

  leave(listener: Listener): void {
    this.#wantAll.delete(listener)
    const speaker = this.#speakers.get(listener)
    this.#speakers.delete(listener)
    if (!speaker) return
    const clock = Math.min(speaker.clock + 1, presenceLimits.maxClock)
    const claim = this.#claims.get(speaker.client)
    if (claim) claim.clock = clock
    this.#gone.set(speaker.client, { client: speaker.client, clock, state: null })
    this.#schedule()
  }

  stop(): void {
    this.#callOff?.()
    this.#callOff = null
  }

  #isItsOwn(client: number, device: string): boolean {
    const owner = this.#parts.boundElsewhere(client) ?? this.claimed(client)
    return owner === null || owner === device
  }

  #put(listener: Listener, { client, clock, state }: PresenceEntry): void {
    const claim = this.#claim(client, listener)
    const speaker = this.#speakers.get(listener) ?? newSpeaker(client)
    const known = this.#speakers.has(listener) && speaker.client === client
    if (!known && clock <= claim.clock && claim.clock > 0) {
      // Others heard that it went, at a later clock: told so, a client says a newer one.
      listener.hearPresence(messageOf([{ client, clock: claim.clock, state: null }]))
      return
    }
    if (known && clock < speaker.clock) return
    const stamped = state === null ? null : { ...state, user: listener.user ?? '' }
    Object.assign(speaker, { client, clock, state: stamped, waiting: { client, clock, state: stamped } })
    claim.clock = clock
    this.#gone.delete(client)
    this.#speakers.set(listener, speaker)
    this.#schedule()
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

  #schedule(): void {
    this.#callOff ??= this.#parts.clock.after(windowMs, () => {
      this.#callOff = null
      this.#flush()
    })
  }

  #flush(): void {
    const now = this.#parts.clock.now()
    const due = [...this.#gone.values()]
    this.#gone.clear()
    let more = false
    for (const speaker of this.#speakers.values()) {
      if (speaker.waiting === null) continue
      if (speaker.dueAt > now) more = true
      else {
        due.push(speaker.waiting)
        speaker.waiting = null
        speaker.dueAt = now + spacingMs
      }
    }
    this.#tell(due)
    if (more) this.#schedule()
  }

  #tell(due: readonly PresenceEntry[]): void {
    const all = this.#wantAll
    if (due.length > 0) {
      const message = messageOf(due)
      for (const listener of this.#parts.listeners()) if (!all.has(listener)) listener.hearPresence(message)
    }
    if (all.size === 0) return
    const states = [...due.filter(({ state }) => state === null), ...this.#states()]
    if (states.length > 0) {
      const message = messageOf(states)
      for (const listener of all) listener.hearPresence(message)
    }
    all.clear()
  }

  *#states(): Generator<PresenceEntry> {
    for (const { client, clock, state } of this.#speakers.values()) if (state) yield { client, clock, state }
  }
}

const newSpeaker = (client: number): Speaker => ({ client, state: null, clock: 0, waiting: null, dueAt: 0 })

const messageOf = (entries: readonly PresenceEntry[]): Uint8Array =>
  writeMessage({ type: 'awareness', update: writePresence(entries) })

/** Harmless: nobody comes or goes. A sign of life to a stock client, which gives up after 30 s of silence. */
export const emptyPresence = messageOf([])
