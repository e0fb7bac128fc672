import type { Awareness } from 'y-protocols/awareness'
import type { RosterMember } from '../../shared/room/roster.ts'
import { isFewEnough, type Seen } from '../../shared/room/seen.ts'
import type { PresenceState } from '../../shared/wire/presence.ts'
import type { Clock } from '../base/clock.ts'
import type { Listeners } from '../base/listeners.ts'
import type { Attention } from './attention.ts'

/** The part of a room that presence needs. */
export interface PresentRoom {
  readonly id: string
  /** Read `awareness` anew each time: a rebuilt document has another one. */
  readonly rosterDocument: { readonly awareness: Awareness }
  readonly roster: { readonly members: ReadonlyMap<string, Pick<RosterMember, 'role'>> }
  readonly changed: Listeners<void>
}

interface OwnPresenceParts {
  me: string
  attention: Attention
  clock: Clock
}

/** How the room on screen reports what the person does. */
export interface ShownPresence {
  typed(): void
  stoppedTyping(): void
  close(): void
}

/** Typing ends this long after the last key. With the way over the network, others see it for less than 5 s. */
const typingForMs = 4_000
/** While the person types, it is told again this often, because readers stop showing it after `typingShownForMs`. */
const tellAgainAfterMs = 2_500
/** Who reads along as messages come is told of once in this time. */
const readAfterMs = 1_000

/**
 * This device's presence in all rooms that it follows. All get the status. The room on screen also gets `typing` and
 * `here`.
 */
export class OwnPresence {
  readonly #parts: OwnPresenceParts
  readonly #rooms = new Map<string, RoomPresence>()
  readonly #stop: () => void

  constructor(parts: OwnPresenceParts) {
    this.#parts = parts
    this.#stop = parts.attention.changed.subscribe(() => {
      for (const room of this.#rooms.values()) room.tell()
    })
  }

  /** The person is present in the room until the returned function is called. */
  attend(room: PresentRoom): () => void {
    return this.#of(room).come()
  }

  /** The room is on screen until `leave` is called. */
  show(room: PresentRoom): ShownPresence {
    const presence = this.#of(room)
    const leave = presence.come()
    const hide = presence.show()
    return {
      typed: () => presence.typed(),
      stoppedTyping: () => presence.stoppedTyping(),
      close: () => {
        hide()
        leave()
      },
    }
  }

  /** How far the person has read in a room; null: they don't tell. It is told as long as they are present there. */
  readTo(room: string, place: Seen | null): void {
    this.#rooms.get(room)?.readTo(place)
  }

  close(): void {
    this.#stop()
    for (const room of this.#rooms.values()) room.close()
    this.#rooms.clear()
  }

  #of(room: PresentRoom): RoomPresence {
    const found = this.#rooms.get(room.id)
    if (found?.isOf(room)) return found
    found?.close()
    const made = new RoomPresence(room, this.#parts, () => {
      if (this.#rooms.get(room.id) === made) this.#rooms.delete(room.id)
    })
    this.#rooms.set(room.id, made)
    return made
  }
}

class RoomPresence {
  readonly #room: PresentRoom
  readonly #parts: OwnPresenceParts
  readonly #stop: () => void
  readonly #over: () => void
  #guests = 0
  #shown = 0
  #typing = false
  #typingToldAt = Number.NEGATIVE_INFINITY
  #cancelTyping: () => void = () => {}
  #read: Seen | null = null
  #cancelRead: (() => void) | null = null

  constructor(room: PresentRoom, parts: OwnPresenceParts, over: () => void) {
    this.#room = room
    this.#parts = parts
    this.#over = over
    this.#stop = room.changed.subscribe(() => this.tell())
  }

  isOf(room: PresentRoom): boolean {
    return this.#room.changed === room.changed
  }

  come(): () => void {
    this.#guests++
    this.tell()
    return once(() => {
      if (--this.#guests === 0) this.close()
    })
  }

  show(): () => void {
    this.#shown++
    this.tell()
    return once(() => {
      this.#shown--
      this.stoppedTyping()
      this.tell()
    })
  }

  typed(): void {
    const { clock } = this.#parts
    this.#cancelTyping()
    this.#cancelTyping = clock.after(typingForMs, () => this.stoppedTyping())
    if (this.#typing && clock.now() - this.#typingToldAt < tellAgainAfterMs) return
    this.#typingToldAt = clock.now()
    this.#typing = true
    this.tell('again')
  }

  stoppedTyping(): void {
    this.#cancelTyping()
    if (!this.#typing) return
    this.#typing = false
    this.tell()
  }

  readTo(place: Seen | null): void {
    if (this.#read?.time === place?.time && this.#read?.name === place?.name) return
    this.#read = place
    this.#cancelRead ??= this.#parts.clock.after(readAfterMs, () => {
      this.#cancelRead = null
      this.tell()
    })
  }

  close(): void {
    this.#cancelTyping()
    this.#cancelRead?.()
    this.#stop()
    this.#over()
    this.#room.rosterDocument.awareness.setLocalState(null)
  }

  /** Sends the state. A state that did not change is sent only for `again`, to renew it for readers. */
  tell(how: 'if-new' | 'again' = 'if-new'): void {
    const awareness = this.#room.rosterDocument.awareness
    const before = awareness.getLocalState() as PresenceState | null
    const state = this.#isMember() ? this.#state() : null
    if (how === 'again' || !isSame(before, state)) awareness.setLocalState(state && { ...state })
  }

  /** Only members show presence. */
  #isMember(): boolean {
    const role = this.#room.roster.members.get(this.#parts.me)?.role
    return role !== undefined && role !== null
  }

  #state(): PresenceState {
    const { me, attention } = this.#parts
    const here = this.#shown > 0 && attention.isShown()
    const read = this.#read && isFewEnough(this.#room.roster.members.values()) ? { read: this.#read } : {}
    return { user: me, status: attention.status(), typing: this.#typing, here, ...read }
  }
}

const isSame = (a: PresenceState | null, b: PresenceState | null): boolean =>
  a?.user === b?.user &&
  a?.status === b?.status &&
  a?.typing === b?.typing &&
  a?.here === b?.here &&
  a?.read?.time === b?.read?.time &&
  a?.read?.name === b?.read?.name

const once = (run: () => void) => {
  let done = false
  return () => {
    if (!done) run()
    done = true
  }
}
