import { createSignal } from 'solid-js'
import { comparePositions } from '../../shared/record/name.ts'
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
  intents: Table<Position>
  /** What is marked: rooms by their id, or threads by `<room>/<name>`. */
  of?: 'read' | 'thread'
}

const restMs = 2_000

/**
 * How far this person has read in rooms or in threads, shared by all their devices: `set` records in their own room. The furthest mark wins,
 * even if another was written later. A tab may close before the record is written, so the intent is stored first.
 */
export class ReadMarks {
  readonly changed = new Listeners<void>()
  readonly #parts: ReadMarksParts
  readonly #positions = new Keyed<Position>()
  readonly #prefix: string
  readonly #unwritten = new Map<string, () => void>()
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
        if (word.what === 'read' && this.#goesOn(word.room, word.upTo)) this.changed.emit()
      }),
    )
    void this.#open()
  }

  /** Tracked. Whether the marks on this device have loaded. */
  isReady(): boolean {
    return this.#ready[0]()
  }

  /** Tracked. Null if the person never read anything in the room. */
  of(room: string): Position | null {
    return this.#positions.get(room) ?? null
  }

  /** Notes how far the person has read. The record is signed and sent when the mark has not moved for two seconds. */
  mark(room: string, { time, name }: Position): void {
    const upTo = { time, name }
    if (!this.#goesOn(room, upTo)) return
    this.changed.emit()
    this.#parts.tabs.tell({ what: 'read', room, upTo })
    this.#parts.intents.put(this.#keyOf(room), upTo).catch(() => {}) // a reload may then lose the last two seconds
    this.#writeSoon(room)
  }

  /** Writes the record now, as when the person leaves the room. */
  writeDown(room: string): void {
    const cancel = this.#unwritten.get(room)
    const position = this.#positions.peek(room)
    if (!cancel || !position) return
    cancel()
    this.#unwritten.delete(room)
    const { time, name } = position
    this.#parts.own.set(this.#keyOf(room), { time, name })
  }

  close(): void {
    this.#writeAll()
    globalThis.document?.removeEventListener('visibilitychange', this.#writeAll)
    globalThis.removeEventListener?.('pagehide', this.#writeAll)
    for (const stop of this.#stops) stop()
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

  /** Stores the mark if it is further than the known one. Returns whether it was. */
  #goesOn(room: string, { time, name }: Position): boolean {
    const before = this.#positions.peek(room)
    if (before && comparePositions(before, { time, name }) >= 0) return false
    this.#positions.set(room, { time, name })
    return true
  }

  async #open(): Promise<void> {
    const { own } = this.#parts
    this.#stops.push(own.changed.subscribe(() => this.#fold()))
    this.#fold()
    await own.opened
    await this.#takeUpIntents()
    this.#ready[1](true)
    this.changed.emit()
  }

  #fold(): void {
    for (const { key, value } of this.#parts.own.all()) {
      const room = this.#roomOf(key)
      if (room && isPosition(value)) this.#goesOn(room, value)
    }
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
    for (const [key, position] of intents) {
      const room = this.#roomOf(key)
      if (room && isPosition(position) && this.#goesOn(room, position)) this.#writeSoon(room)
    }
  }
}

const isPosition = (value: unknown): value is Position => {
  if (typeof value !== 'object' || value === null) return false
  const { time, name } = value as Partial<Position>
  return typeof time === 'number' && typeof name === 'string'
}
