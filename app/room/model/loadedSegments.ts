import { createSignal, untrack } from 'solid-js'
import { segmentName } from '../../../shared/wire/documents.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import type { RoomView } from './RoomView.ts'

/** How many of the newest segments stay in memory when older ones are released. */
const keptAtTheEnd = 3
/** Fewer records than this may not fill a screen. */
const screenful = 50

/** The segments that a room on screen holds: always the newest one, and older ones as the person scrolls back. */
export class LoadedSegments {
  readonly #room: string
  readonly #pool: Segments
  readonly #changed: () => void
  readonly #arrived: () => void
  readonly #stops = new Map<Segment, () => void>()
  readonly #loading = createSignal(false)
  readonly #lowest = createSignal(Number.POSITIVE_INFINITY)
  readonly #headLoaded = createSignal(false)
  #segments: Segment[] = []
  #closed = false

  /** `arrived` is called once, when there is something to show for the first time. */
  constructor(room: string, pool: Segments, on: { changed(): void; arrived(): void }) {
    this.#room = room
    this.#pool = pool
    this.#changed = on.changed
    this.#arrived = on.arrived
  }

  /** Oldest first. */
  get all(): readonly Segment[] {
    return this.#segments
  }

  get head(): Segment | undefined {
    return this.#segments.at(-1)
  }

  /** Tracked. Whether this device's copy of the newest segment has loaded. */
  isHeadLoaded(): boolean {
    return this.#headLoaded[0]()
  }

  /** Tracked. */
  older(): ReturnType<RoomView['older']> {
    if (this.#loading[0]()) return 'loading'
    return this.#lowest[0]() > 1 && this.isHeadLoaded() ? 'more' : 'none'
  }

  /** Tracked. Whether the relay has sent all that it has of these segments, or refused them. */
  isInStep(): boolean {
    this.#lowest[0]() // so that callers hear of more segments
    return this.isHeadLoaded() && this.#segments.every(({ document }) => document.state().name !== 'local')
  }

  /** Holds every segment from the newest one held so far up to `head`, and releases those above it. */
  reach(head: number): void {
    const above = this.#segments.filter(({ number }) => number > head)
    this.#segments = this.#segments.filter(({ number }) => number <= head)
    for (let number = (this.head?.number ?? head - 1) + 1; number <= head; number++) {
      const segment = this.#hold(number)
      this.#segments = [...this.#segments, segment]
      void this.#await(segment)
    }
    for (const segment of above) this.#close(segment)
    this.#lowest[1](this.#segments[0]?.number ?? Number.POSITIVE_INFINITY)
  }

  async #await(segment: Segment): Promise<void> {
    await segment.document.loaded
    if (!untrack(this.#headLoaded[0]) && segment.entries.size < screenful) await this.#takeTheOneBefore()
    if (this.#closed) return
    const isFirst = !untrack(this.#headLoaded[0])
    this.#headLoaded[1](true)
    if (isFirst) this.#arrived()
    else this.#changed()
  }

  /** If the newest segment is nearly empty, people want to read the one before it. Taken only if this device has it. */
  async #takeTheOneBefore(): Promise<void> {
    const lowest = this.#segments[0]?.number ?? 1
    if (lowest <= 1) return
    const segment = this.#hold(lowest - 1)
    await segment.document.loaded
    if (!this.#closed && segment.entries.size > 0 && this.#segments[0]?.number === lowest) this.#prepend(segment)
    else this.#close(segment)
  }

  #prepend(segment: Segment): void {
    this.#segments = [segment, ...this.#segments]
    this.#lowest[1](segment.number)
  }

  /** Resolves when the next older segment has loaded, from this device or else from the relay. It has no timeout. */
  async loadOlder(): Promise<void> {
    const lowest = this.#segments[0]?.number ?? 1
    if (this.#loading[0]() || lowest <= 1 || this.#closed) return
    this.#loading[1](true)
    const segment = this.#hold(lowest - 1)
    await segment.document.loaded
    if (segment.entries.size === 0) await settled(segment)
    if (this.#closed) return
    this.#prepend(segment)
    this.#changed()
    this.#loading[1](false)
  }

  /** Removes older segments from memory. Scrolling back loads them again. */
  unloadOlder(): void {
    if (this.#loading[0]()) return
    const released = this.#segments.slice(0, -keptAtTheEnd)
    if (released.length === 0) return
    this.#segments = this.#segments.slice(-keptAtTheEnd)
    this.#lowest[1](this.#segments[0]?.number ?? Number.POSITIVE_INFINITY)
    for (const segment of released) this.#close(segment)
    this.#changed()
  }

  close(): void {
    this.#closed = true
    for (const segment of [...this.#stops.keys()]) this.#close(segment)
  }

  #close(segment: Segment): void {
    this.#stops.get(segment)?.()
    this.#stops.delete(segment)
    void this.#pool.close(segment.document.name, segment)
  }

  #hold(number: number): Segment {
    const segment = this.#pool.open(segmentName(this.#room, number))
    this.#stops.set(segment, segment.changed.subscribe(this.#changed))
    return segment
  }
}

/** Resolves when the relay has sent what it has, or has refused the document. */
const settled = ({ document }: Segment): Promise<void> =>
  new Promise((resolve) => {
    if (document.state().name !== 'local') return resolve()
    const stops = [document.inStep.subscribe(() => done()), document.refused.subscribe(() => done())]
    const done = () => {
      for (const stop of stops) stop()
      resolve()
    }
  })
