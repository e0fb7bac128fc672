import { createSignal } from 'solid-js'
import type { WhoIs } from '../../../shared/room/message.ts'
import { sameValue } from '../../../shared/same-value.ts'
import { parseDocumentName, rosterName } from '../../../shared/wire/documents.ts'
import type { Clock } from '../../base/clock.ts'
import type { Shared } from '../../base/shared.ts'
import type { Table } from '../../base/table.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import { type ActivityItem, activityIn, type KnownItems, latest } from './activityIn.ts'

export interface ActivityParts {
  me: string
  segments: Segments
  live: Shared<LiveRoom>
  /** By the name of the segment's document. */
  table: Table<readonly ActivityItem[]>
  clock: Clock
}

export interface PlacedItem extends ActivityItem {
  room: string
  segment: number
}

const restMs = 200
const nextAfterMs = 20

/**
 * What is about this person in all rooms. It is read from each segment whenever the segment is open and has changed, and
 * kept per segment, so that no segment has to be opened for it.
 */
export class Activity {
  readonly #parts: ActivityParts
  readonly #rows = new Map<string, readonly ActivityItem[]>()
  readonly #known = new WeakMap<Segment, { whoIs: WhoIs; items: KnownItems }>()
  readonly #stale = new Set<string>()
  readonly #version = createSignal(0)
  readonly #stops: (() => void)[]
  readonly #opened: Promise<void>
  #isOpen = false
  #cancel: (() => void) | null = null

  constructor(parts: ActivityParts) {
    this.#parts = parts
    this.#opened = this.#open()
    this.#stops = [
      parts.segments.each((segment) => {
        segment.changed.subscribe(() => this.#readSoon(segment.document.name))
        this.#readSoon(segment.document.name)
      }),
      // Who people are, and the newest segment.
      parts.live.each((room) => room.changed.subscribe(() => this.#readRoomSoon(room.id))),
    ]
  }

  /** Tracked. The latest first. */
  items(): PlacedItem[] {
    this.#version[0]()
    return [...this.#rows]
      .flatMap(([document, items]) => {
        const name = parseDocumentName(document)
        return name?.kind === 'segment'
          ? items.map((item) => ({ ...item, room: name.room, segment: name.segment }))
          : []
      })
      .sort((a, b) => latest(b) - latest(a) || (a.name < b.name ? 1 : -1))
  }

  /** Whether this segment has ever been read. */
  knows(document: string): boolean {
    return !this.#isOpen || this.#rows.has(document)
  }

  /** Reads a segment that nothing else has open. */
  async look(document: string): Promise<void> {
    const segment = this.#parts.segments.open(document)
    await Promise.all([this.#opened, segment.document.loaded])
    this.#read(document)
    await this.#parts.segments.close(document, segment)
  }

  /** This person is no longer in the room. */
  forget(room: string): void {
    for (const document of [...this.#rows.keys()].filter(isOf(room))) {
      this.#rows.delete(document)
      void this.#parts.table.delete(document).catch(() => {}) // what stays is not shown, as its room is not listed
    }
    this.#version[1]((before) => before + 1)
  }

  close(): void {
    this.#cancel?.()
    this.#isOpen = false
    for (const stop of this.#stops) stop()
  }

  async #open(): Promise<void> {
    const rows = await this.#parts.table.entries().catch(() => [])
    for (const [document, items] of rows) this.#rows.set(document, items)
    this.#isOpen = true
    this.#version[1](1)
    this.#wait()
  }

  #readRoomSoon(room: string): void {
    for (const { document } of this.#parts.segments.all()) if (isOf(room)(document.name)) this.#readSoon(document.name)
  }

  #readSoon(document: string): void {
    if (parseDocumentName(document)?.kind !== 'segment') return
    this.#stale.add(document)
    if (this.#isOpen) this.#wait()
  }

  /** One segment at a time, so that nothing else waits: at the start, all that are open have changed. */
  #wait(ms = restMs): void {
    this.#cancel ??= this.#parts.clock.after(ms, () => {
      this.#cancel = null
      const [document] = this.#stale
      if (document === undefined) return
      this.#stale.delete(document)
      this.#read(document)
      if (this.#stale.size > 0) this.#wait(nextAfterMs)
    })
  }

  /** A segment that has not loaded, or whose people are not known, changes once it has or they are. */
  #read(document: string): void {
    const name = parseDocumentName(document)
    const segment = this.#parts.segments.find(document)
    const room = name?.kind === 'segment' ? this.#parts.live.find(name.room) : undefined
    if (!segment?.document.hasLoaded || !room?.isKnown || !this.#isOpen) return
    this.#put(document, this.#itemsIn(segment, room))
  }

  #itemsIn(segment: Segment, { whoIs }: LiveRoom): ActivityItem[] {
    const before = this.#known.get(segment)
    const items: KnownItems = before?.whoIs === whoIs ? before.items : new WeakMap()
    this.#known.set(segment, { whoIs, items })
    return activityIn(segment.folding(whoIs), whoIs, this.#parts.me, items)
  }

  #put(document: string, items: readonly ActivityItem[]): void {
    if (sameValue(this.#rows.get(document), items)) return
    this.#rows.set(document, items)
    this.#version[1]((before) => before + 1)
    void this.#parts.table.put(document, items).catch(() => {}) // it is read again after the next start
  }
}

const isOf =
  (room: string) =>
  (document: string): boolean =>
    document.startsWith(`${rosterName(room)}/`)
