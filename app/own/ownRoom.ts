import { comparePositions } from '../../shared/record/name.ts'
import { readHome } from '../../shared/room/home.ts'
import { homeName, selfName } from '../../shared/wire/documents.ts'
import { Keyed } from '../base/keyed.ts'
import { Listeners } from '../base/listeners.ts'
import type { Position } from '../base/position.ts'
import type { Write } from '../outgoing/write.ts'
import type { Segment } from '../segments/segment.ts'
import type { Segments } from '../segments/segments.ts'
import type { Documents } from '../sync/documents.ts'

export interface OwnRoomParts {
  me: string
  documents: Documents
  segments: Segments
  write: Write
}

interface Setting extends Position {
  key: string
  value: unknown
  segment: number
}

/** The newest segments of the own room; in those before stands only what was never set again, as `read/…` of a room long left. */
const segmentsRead = 8

/** What this person set, on whichever device: `set` records in their own room. Of one key the last counts. */
export class OwnRoom {
  readonly changed = new Listeners<void>()
  /** Resolves once all that this device holds of it was read. */
  readonly opened: Promise<void>
  readonly #parts: OwnRoomParts
  readonly #segments: Segment[] = []
  readonly #values = new Keyed<unknown>()
  readonly #stops: (() => void)[] = []
  #newest: ReadonlyMap<string, Setting> = new Map()

  constructor(parts: OwnRoomParts) {
    this.#parts = parts
    this.opened = this.#open()
  }

  /** Tracked: what was set last under a key. */
  of(key: string): unknown {
    return this.#values.get(key)
  }

  /** Every record that stands, older ones of a key as well. */
  *all(): Generator<Setting> {
    for (const segment of this.#segments)
      for (const { body, time, name } of segment.entries.values())
        if (body.kind === 'set') yield { key: body.key, value: body.value, time, name, segment: segment.number }
  }

  /** Signed, kept here and sent when it can be. */
  set(key: string, value: unknown): void {
    const { me, write } = this.#parts
    const newest = Math.max(0, ...this.#segments.map((segment) => segment.newest))
    const where = { room: me, segment: this.#segments.at(-1)?.number ?? 1, newest }
    write(where, { kind: 'set', key, value }).catch(() => {}) // told by the journal
  }

  close(): void {
    for (const stop of this.#stops) stop()
    for (const segment of this.#segments) void this.#parts.segments.close(segment.document.name, segment)
  }

  async #open(): Promise<void> {
    const home = this.#parts.documents.open(homeName(this.#parts.me))
    await home.loaded
    const follow = () => home.map.has('self') && this.#follow(readHome(home.map.entries()).self)
    this.#stops.push(home.changed.subscribe(follow), () => void this.#parts.documents.close(home))
    follow()
    await Promise.all(this.#segments.map(({ document }) => document.loaded))
    this.#carryOn()
  }

  #follow(head: number): void {
    const last = this.#segments.at(-1)?.number
    for (let number = (last ?? Math.max(0, head - segmentsRead)) + 1; number <= head; number++) {
      const segment = this.#parts.segments.open(selfName(this.#parts.me, number))
      this.#segments.push(segment)
      this.#stops.push(segment.changed.subscribe(() => this.#fold()))
    }
    this.#fold()
    if (last !== undefined && head > last) this.#carryOn()
  }

  #fold(): void {
    const newest = new Map<string, Setting>()
    for (const setting of this.all()) {
      const other = newest.get(setting.key)
      if (!other || comparePositions(setting, other) > 0) newest.set(setting.key, setting)
    }
    this.#newest = newest
    for (const [key, { value }] of newest) this.#values.set(key, value)
    this.changed.emit()
  }

  /** What would be out of reach once the room goes on is set anew. */
  #carryOn(): void {
    const reach = (this.#segments.at(-1)?.number ?? 1) - segmentsRead + 1
    for (const { key, value, segment } of this.#newest.values())
      if (segment <= reach && reach > 1 && !key.startsWith('read/')) this.set(key, value)
  }
}
