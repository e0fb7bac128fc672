import { actsWithoutRoom } from '../../app/lobby/model/makeAgain.ts'
import type { Act } from '../../shared/room/acts.ts'
import { type Home, readHome } from '../../shared/room/home.ts'
import type { Standing } from '../../shared/room/roles.ts'
import { type Roster, readRoster } from '../../shared/room/roster.ts'
import { homeName, parseDocumentName, rosterName, segmentName, selfName } from '../../shared/wire/documents.ts'
import type { Replica } from './replica.ts'
import type { OutboxItem } from './storage.ts'

export interface TabRoomsParts {
  user: string
  outbox: readonly OutboxItem[]
  /** Rooms that the home has listed at least once on this device. */
  listedOnce: Set<string>
  /** Rooms that a restored backup lacks. */
  lostRooms: Set<string>
  /** The highest segment of a room that this device may hold, as in app/lobby/model/aboveHead.ts. */
  upTo(room: string): number
  /**
   * Makes a replica. With `holds` it waits until its copy is stored, and has only that before; null if that is nothing.
   */
  make(document: string, holds?: Uint8Array | null): Replica
  dropped(replica: Replica): void
}

/**
 * The documents that one tab holds: the home, the user's own room, and the roster and all segments of each of the
 * user's rooms.
 */
export class TabRooms {
  readonly replicas = new Map<string, Replica>()
  readonly #parts: TabRoomsParts

  constructor(parts: TabRoomsParts) {
    this.#parts = parts
  }

  home(): Home {
    return this.replicas.get(homeName(this.#parts.user))?.written(readHome) ?? readHome([])
  }

  get isHomeInStep(): boolean {
    return this.replicas.get(homeName(this.#parts.user))?.inStep ?? false
  }

  roster(room: string): Roster {
    return this.replicas.get(rosterName(room))?.written(readRoster) ?? readRoster([])
  }

  /** Rooms in the home, and rooms created here that the relay does not know yet. */
  rooms(): string[] {
    const listed = [...this.home().rooms.keys()]
    for (const room of listed) {
      this.#parts.listedOnce.add(room)
      this.#parts.lostRooms.delete(room)
    }
    return [...new Set([...listed, ...this.#madeHere()])]
  }

  /** Whether a room is kept here: one to write in, or one that waits until the relay has it again. */
  holds(room: string): boolean {
    return room === this.#parts.user || this.#allRooms().includes(room)
  }

  /**
   * Like app/lobby/model/homeFollower.ts: rooms that the new home does not list and gives no reason for, because a
   * backup was restored.
   */
  missingIn(home: Home): string[] {
    const { lostRooms } = this.#parts
    const missing = [...this.home().rooms.keys()].filter((room) => !home.rooms.has(room) && !home.gone.has(room))
    return missing.filter((room) => !lostRooms.has(room) && !this.#madeHere().includes(room))
  }

  /** Whether the document belongs to a room that the relay has lost, or to a segment above a restored head. */
  isBeyondRelay(name: string): boolean {
    const document = parseDocumentName(name)
    if (document?.kind === 'self') return document.segment > this.head(document.user)
    if (document?.kind === 'segment' && document.segment > this.head(document.room)) return true
    return document !== null && 'room' in document && !this.rooms().includes(document.room)
  }

  #allRooms(): string[] {
    return [...new Set([...this.rooms(), ...this.#parts.lostRooms])]
  }

  head(room: string): number {
    return room === this.#parts.user ? this.home().self : this.roster(room).head
  }

  standing(room: string): Standing {
    if (room === this.#parts.user || this.#madeHere().includes(room)) return 'owner'
    return this.roster(room).members.get(this.#parts.user)?.role ?? 'guest'
  }

  segment(room: string, segment: number): Replica | null {
    return this.replicas.get(this.#segmentName(room, segment)) ?? null
  }

  /** Also those above a restored head. */
  allSegments(room: string): Replica[] {
    return [...this.replicas.values()].filter(({ name }) => name.startsWith(`${rosterName(room)}/`))
  }

  segments(room: string): { number: number; replica: Replica }[] {
    const found: { number: number; replica: Replica }[] = []
    for (let number = 1; number <= this.head(room); number++) {
      const replica = this.segment(room, number)
      if (replica) found.push({ number, replica })
    }
    return found
  }

  /** Opens the documents that the home and the rosters name, and drops the rooms that they no longer name. */
  follow(): void {
    this.#need(homeName(this.#parts.user))
    this.#needSegments(this.#parts.user)
    const rooms = this.#allRooms()
    for (const room of rooms) {
      this.#need(rosterName(room))
      this.#needSegments(room)
    }
    // Until its copy is loaded, the home says nothing.
    if (this.replicas.get(homeName(this.#parts.user))?.isWaiting) return
    for (const replica of [...this.replicas.values()]) {
      const document = parseDocumentName(replica.name)
      if (document && 'room' in document && !rooms.includes(document.room)) this.#drop(replica)
    }
  }

  /** Replaces the replica with one that waits for its copy. */
  renew({ name }: Replica, holds: Uint8Array | null = null): Replica {
    const replica = this.#parts.make(name, holds)
    this.replicas.set(name, replica)
    return replica
  }

  #needSegments(room: string): void {
    const head = this.head(room)
    const highest = head > 0 ? Math.max(head, this.#parts.upTo(room)) : 0
    for (let number = 1; number <= highest; number++) this.#need(this.#segmentName(room, number))
  }

  #segmentName(room: string, segment: number): string {
    return room === this.#parts.user ? selfName(room, segment) : segmentName(room, segment)
  }

  #need(document: string): void {
    if (!this.replicas.has(document)) this.replicas.set(document, this.#parts.make(document))
  }

  #drop(replica: Replica): void {
    this.replicas.delete(replica.name)
    this.#parts.dropped(replica)
  }

  /** Acts that created rooms which a restored relay does not know, as in app/lobby/model/homeFollower.ts. */
  actsWithoutRoom(): Act[] {
    const { listedOnce } = this.#parts
    const isWaiting = (room: string) => this.#makeOf(room)?.outcome === 'open'
    const made = this.#madeHere().map((id) => ({
      id,
      listed: listedOnce.has(id),
      madeBy: this.#makeOf(id)?.act ?? null,
    }))
    return actsWithoutRoom(made, this.home(), isWaiting)
  }

  /** The newest act that creates the room. */
  #makeOf(room: string): OutboxItem | undefined {
    return this.#parts.outbox.findLast(({ act }) => act.do === 'make' && act.room === room)
  }

  #madeHere(): string[] {
    const { outbox, listedOnce } = this.#parts
    const isOver = (room: string): boolean =>
      outbox.some(
        ({ act, outcome }) => (act.do === 'leave' || act.do === 'delete') && act.room === room && outcome === 'done',
      )
    const isMade = (room: string): boolean => ['open', 'done'].includes(this.#makeOf(room)?.outcome ?? '')
    const asked = outbox.flatMap(({ act }) => (act.do === 'make' ? [act.room] : []))
    return [...new Set(asked)].filter((room) => isMade(room) && !listedOnce.has(room) && !isOver(room))
  }
}
