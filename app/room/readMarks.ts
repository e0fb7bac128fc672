import { createSignal } from 'solid-js'
import { comparePositions } from '../../shared/record/name.ts'
import { foldSettings } from '../../shared/room/fold.ts'
import { readHome } from '../../shared/room/home.ts'
import { homeName, selfName } from '../../shared/wire/documents.ts'
import { Keyed } from '../store/keyed.ts'
import type { Clock } from '../sync/clock.ts'
import type { Documents } from '../sync/documents.ts'
import { Listeners } from '../sync/listeners.ts'
import type { Segment } from './segment.ts'
import type { Segments } from './segments.ts'
import type { Position } from './view.ts'
import type { Write } from './write.ts'

export interface ReadMarksParts {
  me: string
  documents: Documents
  segments: Segments
  write: Write
  clock: Clock
}

const restMs = 2_000
/** Older segments of the own room hold only what was never set again; so many are read at all. */
const segmentsRead = 8

/** Where this person stopped reading, the same on all their devices: `set` records in their own room. */
export class ReadMarks {
  readonly changed = new Listeners<void>()
  readonly #parts: ReadMarksParts
  readonly #positions = new Keyed<Position>()
  readonly #segments: Segment[] = []
  readonly #unwritten = new Map<string, () => void>()
  readonly #ready = createSignal(false)
  readonly #stops: (() => void)[] = []

  constructor(parts: ReadMarksParts) {
    this.#parts = parts
    // A tab that is put away may never be asked again.
    globalThis.document?.addEventListener('visibilitychange', this.#writeAll)
    globalThis.addEventListener?.('pagehide', this.#writeAll)
    void this.#open()
  }

  /** Tracked: what this device holds has been read. */
  isReady(): boolean {
    return this.#ready[0]()
  }

  /** Tracked. Null: never read anything there. */
  of(room: string): Position | null {
    return this.#positions.get(room) ?? null
  }

  /** Reading only goes forward. Written down once it has come to rest. */
  mark(room: string, upTo: Position): void {
    const before = this.of(room)
    if (before && comparePositions(before, upTo) >= 0) return
    this.#put(room, upTo)
    this.changed.tell()
    this.#unwritten.get(room)?.()
    this.#unwritten.set(
      room,
      this.#parts.clock.after(restMs, () => this.writeDown(room)),
    )
  }

  /** At once, as on leaving a room. */
  writeDown(room: string): void {
    const cancel = this.#unwritten.get(room)
    const position = this.of(room)
    if (!cancel || !position) return
    cancel()
    this.#unwritten.delete(room)
    const { me, write } = this.#parts
    const { time, name } = position
    const newest = Math.max(0, ...this.#segments.map((segment) => segment.newest))
    const where = { room: me, segment: this.#segments.at(-1)?.number ?? 1, newest }
    write(where, { kind: 'set', key: `read/${room}`, value: { time, name } }).catch(() => {}) // told by the journal
  }

  close(): void {
    this.#writeAll()
    globalThis.document?.removeEventListener('visibilitychange', this.#writeAll)
    globalThis.removeEventListener?.('pagehide', this.#writeAll)
    for (const stop of this.#stops) stop()
    for (const segment of this.#segments) void this.#parts.segments.close(segment.document.name, segment)
  }

  readonly #writeAll = (): void => {
    for (const room of [...this.#unwritten.keys()]) this.writeDown(room)
  }

  #put(room: string, { time, name }: Position): void {
    const before = this.#positions.get(room)
    if (before?.time !== time || before.name !== name) this.#positions.set(room, { time, name })
  }

  async #open(): Promise<void> {
    const home = this.#parts.documents.open(homeName(this.#parts.me))
    await home.loaded
    const follow = () => this.#follow(readHome(home.map.entries()).self)
    this.#stops.push(home.changed.add(follow), () => void this.#parts.documents.close(home))
    follow()
    await Promise.all(this.#segments.map(({ document }) => document.loaded))
    this.#ready[1](true)
  }

  #follow(head: number): void {
    const next = (this.#segments.at(-1)?.number ?? Math.max(0, head - segmentsRead)) + 1
    for (let number = next; number <= head; number++) {
      const name = selfName(this.#parts.me, number)
      const segment = this.#parts.segments.open(name)
      this.#segments.push(segment)
      this.#stops.push(segment.changed.add(() => this.#fold()))
    }
    this.#fold()
  }

  #fold(): void {
    const entries = this.#segments.flatMap((segment) => [...segment.entries.values()])
    for (const [key, { value }] of foldSettings(entries)) {
      const room = key.startsWith('read/') ? key.slice('read/'.length) : null
      if (room && isPosition(value) && !this.#unwritten.has(room)) this.#put(room, value)
    }
    this.changed.tell()
  }
}

const isPosition = (value: unknown): value is Position => {
  if (typeof value !== 'object' || value === null) return false
  const { time, name } = value as Partial<Position>
  return typeof time === 'number' && typeof name === 'string'
}
