import { createSignal, untrack } from 'solid-js'
import { comparePositions } from '../../shared/record/name.ts'
import { readHome } from '../../shared/room/home.ts'
import { homeName, selfName } from '../../shared/wire/documents.ts'
import { followed } from '../base/followed.ts'
import { Keyed } from '../base/keyed.ts'
import { Listeners } from '../base/listeners.ts'
import type { Position } from '../base/position.ts'
import { bodyOf, recordOf } from '../outgoing/readUnsent.ts'
import type { UnsentBook } from '../outgoing/unsent.ts'
import type { Write } from '../outgoing/write.ts'
import type { Segment } from '../segments/segment.ts'
import type { Segments } from '../segments/segments.ts'
import { entryId, type Unsent } from '../store/journal.ts'
import type { Documents } from '../sync/documents.ts'
import type { OpenDocument } from '../sync/openDocument.ts'

interface OwnRoomParts {
  me: string
  documents: Documents
  segments: Segments
  book: Pick<UnsentBook, 'all' | 'find'>
  write: Write
}

export interface Setting extends Position {
  key: string
  value: unknown
  segment: number
}

/** What keeps values under keys in the own room. */
export type Settings = Pick<OwnRoom, 'newest' | 'under' | 'put' | 'isInStep' | 'changed'>

/**
 * How many of the newest segments of the own room are read. Older ones hold only what was never set again, such as the
 * mark of what was read in a thread long ago.
 */
export const segmentsRead = 8

/** What this person has set, on any of their devices: `set` records in their own room. The last one of a key counts. */
export class OwnRoom {
  readonly changed = new Listeners<void>()
  /** Resolves when everything that this device has of the own room is read. */
  readonly opened: Promise<void>
  readonly #parts: OwnRoomParts
  readonly #segments: Segment[] = []
  readonly #values = new Keyed<unknown>()
  readonly #isInStep = createSignal(false)
  readonly #stops: (() => void)[] = []
  /** Written before the app was closed and still in the journal, by entry id. The documents may not have them yet. */
  readonly #unsent: ReadonlyMap<string, Setting>
  #newest: ReadonlyMap<string, Setting> = new Map()
  #look = () => {}
  /** The newest segment is another than before. */
  #mayCarryOn = false

  constructor(parts: OwnRoomParts) {
    this.#parts = parts
    this.#unsent = new Map(parts.book.all().flatMap((entry) => (entry.room === parts.me ? settingIn(entry) : [])))
    this.opened = this.#open()
  }

  /** Tracked. The value that was set last for a key. */
  of(key: string): unknown {
    return this.#values.get(key)
  }

  /** The record that counts for a key. */
  newest(key: string): Setting | undefined {
    return this.#newest.get(key)
  }

  /** The records that count for the keys with this beginning. */
  under(start: string): Setting[] {
    return [...this.#newest.values()].filter(({ key }) => key.startsWith(start))
  }

  /** Tracked. Whether this device knows everything that the relay has of the newest segments. */
  isInStep(): boolean {
    return this.#isInStep[0]()
  }

  /** All `set` records that are loaded, also older ones of a key. */
  *all(): Generator<Setting> {
    for (const segment of this.#segments)
      for (const { body, time, name } of segment.entries.values())
        if (body.kind === 'set') yield { key: body.key, value: body.value, time, name, segment: segment.number }
    for (const [id, setting] of this.#unsent) if (this.#parts.book.find(id)) yield setting
  }

  /** Signs the record and stores it on this device. It is sent when the relay can be reached. */
  set(key: string, value: unknown): void {
    void this.put(key, value)
  }

  /** The same. Resolves when it is stored, to null if it could not be. */
  async put(key: string, value: unknown): Promise<Unsent | null> {
    const { me, write } = this.#parts
    const where = { room: me, segment: this.#segments.at(-1)?.number ?? 1, newest: this.newestTime }
    return write(where, { kind: 'set', key, value }).catch(() => null) // the journal reports the failure
  }

  /** The segments that are read, oldest first. */
  get segments(): readonly Segment[] {
    return this.#segments
  }

  /** The time of the newest record in the segments that are read. */
  get newestTime(): number {
    return Math.max(0, ...this.#segments.map((segment) => segment.newest))
  }

  close(): void {
    for (const stop of this.#stops) stop()
    for (const segment of this.#segments) void this.#parts.segments.close(segment.document.name, segment)
  }

  async #open(): Promise<void> {
    const home = this.#parts.documents.open(homeName(this.#parts.me))
    await home.loaded
    const follow = () => home.map.has('self') && this.#follow(readHome(home.map.entries()).self)
    const isInStep = () => [home, ...this.#segments.map(({ document }) => document)].every(isSynced)
    const look = () => {
      this.#isInStep[1](this.#segments.length > 0 && isInStep())
      this.#carryOn()
    }
    this.#look = look
    this.#stops.push(
      home.changed.subscribe(follow),
      followed(() => home.state(), look),
    )
    this.#stops.push(() => void this.#parts.documents.close(home))
    follow()
    await Promise.all(this.#segments.map(({ document }) => document.loaded))
    this.#fold()
    this.#mayCarryOn = true
    this.#carryOn()
  }

  #follow(head: number): void {
    const last = this.#segments.at(-1)?.number
    for (let number = (last ?? Math.max(0, head - segmentsRead)) + 1; number <= head; number++) {
      const segment = this.#parts.segments.open(selfName(this.#parts.me, number))
      this.#segments.push(segment)
      this.#stops.push(segment.changed.subscribe(() => this.#fold()))
      this.#stops.push(
        followed(
          () => segment.document.state(),
          () => this.#look(),
        ),
      )
    }
    this.#fold()
    if (last !== undefined && head > last) this.#mayCarryOn = true
    this.#look()
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

  /**
   * Sets values again whose segment will soon be too old to be read, once this device knows all that the relay has: a
   * device that was away may have old ones. Marks of what was read in threads and turns are not set again, nor what was
   * cleared with null.
   */
  #carryOn(): void {
    if (!this.#mayCarryOn || !untrack(this.#isInStep[0])) return
    this.#mayCarryOn = false
    const reach = (this.#segments.at(-1)?.number ?? 1) - segmentsRead + 1
    for (const { key, value, segment } of this.#newest.values())
      if (segment <= reach && reach > 1 && value !== null && !staysBehind.test(key)) this.set(key, value)
  }
}

const settingIn = (entry: Unsent): [string, Setting][] => {
  const body = bodyOf(entry)
  if (body?.kind !== 'set') return []
  const { key, value } = body
  return [[entryId(entry), { key, value, time: recordOf(entry).time, name: entry.name, segment: entry.segment }]]
}

/** Turns that are set again could be taken again. */
const staysBehind = /^(thread|turn)\//

const isSynced = (document: OpenDocument): boolean => document.state().name === 'synced'
