import { createSignal } from 'solid-js'
import { asReadMark, isSameMark, joinMarks, type ReadMark, readBack, readOn } from '../../shared/room/read-mark.ts'
import type { Clock } from '../base/clock.ts'
import { Keyed } from '../base/keyed.ts'
import { Listeners } from '../base/listeners.ts'
import type { Position } from '../base/position.ts'
import type { Table } from '../base/table.ts'
import type { Tabs } from '../store/tabs.ts'
import type { OwnRoom } from './ownRoom.ts'

interface ReadMarksParts {
  own: OwnRoom
  clock: Clock
  tabs: Tabs
  /** How far the person has read, stored before a record of it is written. Keys as in the own room. */
  intents: Table<ReadMark>
  /** What is marked: rooms by their id, or threads by `<room>/<name>`. */
  of?: 'read' | 'thread'
}

const restMs = 2_000
/** A mark that the relay lost to one that says less is written again, unless another tab or device does so first. */
const repairMs = 10_000

/**
 * How far this person has read in rooms or in threads, shared by all their devices: `set` records in their own room. What
 * two devices wrote is joined (P76). A tab may close before the record is written, so the intent is stored first.
 */
export class ReadMarks {
  readonly changed = new Listeners<void>()
  readonly #parts: ReadMarksParts
  readonly #marks = new Keyed<ReadMark>()
  readonly #prefix: string
  readonly #unwritten = new Map<string, () => void>()
  readonly #repairs = new Map<string, () => void>()
  readonly #ready = createSignal(false)
  readonly #stops: (() => void)[] = []

  constructor(parts: ReadMarksParts) {
    this.#parts = parts
    this.#prefix = `${parts.of ?? 'read'}/`
    // A hidden tab may be closed without another event, so write everything now.
    globalThis.document?.addEventListener('visibilitychange', this.#writeAll)
    globalThis.addEventListener?.('pagehide', this.#writeAll)
    this.#stops.push(
      parts.tabs.heard.subscribe((word) => {
        // A word about a thread does nothing to the marks of rooms, because no room has such an id.
        if (word.what === 'read' && this.#join(word.room, word.upTo)) this.changed.emit()
      }),
    )
    void this.#open()
  }

  /** Tracked. Whether the marks on this device have loaded. */
  isReady(): boolean {
    return this.#ready[0]()
  }

  /** Tracked. Null if the person never read anything in the room. */
  of(room: string): ReadMark | null {
    return this.#marks.get(room) ?? null
  }

  /**
   * Notes how far the person has read. The record is signed and sent when the mark has not moved for two seconds. `late`:
   * they have also seen what reached the relay by then, behind the mark.
   */
  mark(room: string, upTo: Position, late?: number): void {
    this.#take(room, readOn(this.#marks.peek(room) ?? null, upTo, late))
  }

  /** Notes that the person wants to read what comes after this place again. `at` is the time by the relay's clock. */
  markUnread(room: string, after: Position, at: number): void {
    this.#take(room, readBack(this.#marks.peek(room) ?? null, after, at))
  }

  /** Writes the record now, as when the person leaves the room. */
  writeDown(room: string): void {
    const cancel = this.#unwritten.get(room)
    const mark = this.#marks.peek(room)
    if (!cancel || !mark) return
    cancel()
    this.#unwritten.delete(room)
    this.#parts.own.set(this.#keyOf(room), { ...mark })
  }

  close(): void {
    this.#writeAll()
    globalThis.document?.removeEventListener('visibilitychange', this.#writeAll)
    globalThis.removeEventListener?.('pagehide', this.#writeAll)
    for (const stop of [...this.#stops, ...this.#repairs.values()]) stop()
  }

  readonly #writeAll = (): void => {
    for (const room of [...this.#unwritten.keys()]) this.writeDown(room)
  }

  #writeSoon(room: string): void {
    this.#unwritten.get(room)?.()
    this.#unwritten.set(
      room,
      this.#parts.clock.after(restMs, () => this.writeDown(room)),
    )
  }

  #take(room: string, mark: ReadMark): void {
    if (!this.#join(room, mark)) return
    this.changed.emit()
    this.#parts.tabs.tell({ what: 'read', room, upTo: mark })
    this.#parts.intents.put(this.#keyOf(room), mark).catch(() => {}) // a reload may then lose the last two seconds
    this.#writeSoon(room)
  }

  /** Joins the mark with the known one. Returns whether that changed anything. */
  #join(room: string, mark: ReadMark): boolean {
    const before = this.#marks.peek(room)
    const joined = before ? joinMarks(before, mark) : mark
    if (before && isSameMark(before, joined)) return false
    this.#marks.set(room, joined)
    return true
  }

  /** The relay keeps the newest record of a key, and that may be of a device that knew less. */
  #repairSoon(room: string): void {
    const isLost = () => {
      const mark = this.#marks.peek(room)
      const written = asReadMark(this.#parts.own.newest(this.#keyOf(room))?.value)
      return mark !== undefined && written !== null && !isSameMark(joinMarks(written, mark), written)
    }
    if (this.#repairs.has(room) || this.#unwritten.has(room) || !isLost()) return
    const cancel = this.#parts.clock.after(repairMs, () => {
      this.#repairs.delete(room)
      if (isLost()) this.#writeSoon(room)
    })
    this.#repairs.set(room, cancel)
  }

  async #open(): Promise<void> {
    const { own } = this.#parts
    this.#stops.push(own.changed.subscribe(() => this.#fold()))
    this.#fold()
    await own.opened.catch(() => {}) // already reported; what this device can read is all that it knows
    await this.#takeUpIntents()
    this.#ready[1](true)
    this.changed.emit()
  }

  #fold(): void {
    const rooms = new Set<string>()
    for (const { key, value } of this.#parts.own.all()) {
      const room = this.#roomOf(key)
      const mark = room === null ? null : asReadMark(value)
      if (room === null || !mark) continue
      rooms.add(room)
      this.#join(room, mark)
    }
    for (const room of rooms) this.#repairSoon(room)
    this.changed.emit()
  }

  #keyOf(room: string): string {
    return this.#prefix + room
  }

  #roomOf(key: string): string | null {
    return key.startsWith(this.#prefix) ? key.slice(this.#prefix.length) : null
  }

  /** Takes the marks that an earlier session of this tab stored but did not write as records. */
  async #takeUpIntents(): Promise<void> {
    const intents = await this.#parts.intents.entries().catch(() => [])
    for (const [key, kept] of intents) {
      const room = this.#roomOf(key)
      const mark = asReadMark(kept)
      if (room && mark && this.#join(room, mark)) this.#writeSoon(room)
    }
  }
}
