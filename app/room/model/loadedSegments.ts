import { batch, createSignal, untrack } from 'solid-js'
import { segmentName } from '../../../shared/wire/documents.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import type { RoomView } from './RoomView.ts'

/** How many of the newest segments stay in memory when older ones are released. */
const keptAtTheEnd = 3
/** Fewer records than this may not fill a screen. */
export const screenful = 50
/** The most segments that are shown at once, so that scrolling through a long room does not fill the memory. */
export const mostShown = 8

type Loading = ReturnType<RoomView['older']>
type Need = (segment: Segment) => boolean

/**
 * The segments that a room on screen holds. Those that are shown follow each other without a gap: usually the newest
 * one and those before it. A person who goes far back sees a stretch in the middle, and the newest one is only held.
 */
export class LoadedSegments {
  readonly #room: string
  readonly #pool: Segments
  readonly #changed: () => void
  readonly #arrived: () => void
  readonly #prepare: (segment: Segment) => Promise<unknown>
  readonly #holds = new Map<Segment, { times: number; stop(): void }>()
  readonly #loadingOlder = createSignal(false)
  readonly #loadingNewer = createSignal(false)
  readonly #lowest = createSignal(Number.POSITIVE_INFINITY)
  readonly #isAtEnd = createSignal(true)
  readonly #headLoaded = createSignal(false)
  /** Oldest first, without a gap. */
  #shown: readonly Segment[] = []
  /** Held but not shown. */
  #aside: readonly Segment[] = []
  /** What others than the timeline need in memory. */
  readonly #needs = new Set<Need>()
  #head: Segment | undefined
  /** Counts the ways to another part, so that only the last one is gone to its end. */
  #ways = 0
  #closed = false

  /**
   * `arrived` is called when what somebody waits for is there to be shown. What it shows and whether there is more above
   * and below are told together.
   * `prepare` does what can be done before, while other parts are on screen.
   */
  constructor(
    room: string,
    pool: Segments,
    on: { changed(): void; arrived(): void; prepare?(segment: Segment): Promise<unknown> },
  ) {
    this.#room = room
    this.#pool = pool
    this.#changed = on.changed
    this.#arrived = on.arrived
    this.#prepare = on.prepare ?? (async () => {})
  }

  /** Oldest first. */
  get shown(): readonly Segment[] {
    return this.#shown
  }

  /** All that are in memory, oldest first: also those that are not shown. The newest is always among them. */
  get held(): readonly Segment[] {
    return this.#aside.length === 0 ? this.#shown : inOrder([...this.#aside, ...this.#shown])
  }

  get head(): Segment | undefined {
    return this.#head
  }

  /** Whether all that this device has of a segment is in memory. */
  has(number: number): boolean {
    return this.#heldAt(number)?.document.hasLoaded ?? false
  }

  /** Tracked. Whether this device's copy of the newest segment has loaded. */
  isHeadLoaded(): boolean {
    return this.#headLoaded[0]()
  }

  /** Tracked. */
  older(): Loading {
    if (this.#loadingOlder[0]()) return 'loading'
    return this.#lowest[0]() > 1 && this.isHeadLoaded() ? 'more' : 'none'
  }

  /** Tracked. Whether there are newer segments than those that are shown. */
  newer(): Loading {
    if (this.#isAtEnd[0]()) return 'none'
    return this.#loadingNewer[0]() ? 'loading' : 'more'
  }

  /** Tracked. Whether the relay has sent all that it has of these segments, or refused them. */
  isInStep(): boolean {
    this.#lowest[0]() // so that callers hear of more segments
    this.#isAtEnd[0]()
    return this.isHeadLoaded() && this.#shown.every(({ document }) => document.state().name !== 'local')
  }

  /** Holds the newest segment and, if the end is shown, every segment up to it. Releases those above it. */
  reach(head: number): void {
    const wasAtEnd = untrack(this.#isAtEnd[0])
    const above = this.held.filter(({ number }) => number > head)
    this.#shown = this.#shown.filter(({ number }) => number <= head)
    this.#aside = this.#aside.filter(({ number }) => number <= head)
    const first = wasAtEnd ? (this.#shown.at(-1)?.number ?? head - 1) + 1 : head
    for (let number = first; number <= head; number++) {
      if (!wasAtEnd && this.#heldAt(number)) continue
      const segment = this.#takeIn(this.#hold(number))
      if (wasAtEnd) this.#shown = [...this.#shown, segment]
      else this.#aside = [...this.#aside, segment]
      void this.#await(segment)
    }
    this.#head = this.#heldAt(head)
    for (const segment of above) this.#close(segment)
    if (this.#shown.length === 0) this.#showEnd()
    this.#tell()
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
    const lowest = this.#shown[0]?.number ?? 1
    if (lowest <= 1) return
    const segment = this.#hold(lowest - 1)
    await segment.document.loaded
    if (!this.#closed && segment.entries.size > 0 && this.#shown[0]?.number === lowest)
      this.#show([this.#takeIn(segment), ...this.#shown])
    else this.#close(segment)
  }

  /** Resolves when the next older segment has loaded, from this device or else from the relay. It has no timeout. */
  async loadOlder(): Promise<void> {
    const lowest = this.#shown[0]?.number ?? 1
    if (untrack(this.#loadingOlder[0]) || lowest <= 1 || this.#closed) return
    await this.#extend(this.#loadingOlder[1], lowest - 1)
  }

  /** The same for the next newer one. */
  async loadNewer(): Promise<void> {
    const highest = this.#shown.at(-1)?.number ?? 0
    if (untrack(this.#loadingNewer[0]) || untrack(this.#isAtEnd[0]) || this.#closed) return
    await this.#extend(this.#loadingNewer[1], highest + 1)
  }

  async #extend(setLoading: (loading: boolean) => void, number: number): Promise<void> {
    setLoading(true)
    const segment = this.#hold(number)
    await segment.document.loaded
    if (segment.entries.size === 0) await settled(segment)
    await this.#prepare(segment)
    if (this.#closed) return
    batch(() => {
      // If the person went to another part of the room in the meantime, it is not needed.
      if (!this.#join(segment)) this.#close(segment)
      this.#arrived()
      setLoading(false)
    })
  }

  /**
   * Shows the part of the room around a segment, without those in between. Resolves to whether it is shown: it is not if
   * `isReachable` said no and this device has no copy, or if the person went elsewhere in the meantime.
   */
  async goTo(number: number, isReachable: () => boolean): Promise<boolean> {
    const way = ++this.#ways
    if (this.#shown.some((segment) => segment.number === number)) return true
    const segment = this.#hold(number)
    await segment.document.loaded
    if (segment.entries.size === 0 && isReachable()) await settled(segment)
    if (this.#closed) return false
    const isThere = segment.entries.size > 0 || segment.document.state().name !== 'local'
    if (!isThere || way !== this.#ways) {
      this.#close(segment)
      return false
    }
    batch(() => {
      if (!this.#join(segment)) {
        const before = this.#shown
        this.#show([this.#takeIn(segment)])
        this.#leave(before)
      }
      this.#arrived()
    })
    return true
  }

  /** Shows the newest messages again. */
  goToEnd(): void {
    this.#ways++
    if (untrack(this.#isAtEnd[0])) return
    batch(() => {
      const before = this.#shown
      this.#showEnd()
      this.#leave(before.filter((segment) => !this.#shown.includes(segment)))
      this.#arrived()
    })
  }

  #showEnd(): void {
    const all = this.held
    let from = all.length - 1
    while (from > 0 && all[from - 1]?.number === (all[from]?.number ?? 0) - 1) from--
    this.#aside = this.#aside.filter((segment) => !all.includes(segment, from))
    this.#show(all.slice(from))
  }

  /** Removes the segments that are furthest from the one in sight, if too many are shown. */
  releaseFarFrom(inSight: number): void {
    if (this.#shown.length <= mostShown) return
    const before = this.#shown
    let [from, to] = [0, before.length]
    while (to - from > mostShown) {
      const isAboveFurther = inSight - (before[from]?.number ?? 0) > (before[to - 1]?.number ?? 0) - inSight
      if (isAboveFurther) from++
      else to--
    }
    this.#show(before.slice(from, to))
    this.#leave([...before.slice(0, from), ...before.slice(to)])
    this.#changed()
  }

  /** Removes older segments from memory when the newest messages are shown. Scrolling back loads them again. */
  unloadOlder(): void {
    if (untrack(this.#loadingOlder[0]) || !untrack(this.#isAtEnd[0])) return
    const released = this.#shown.slice(0, -keptAtTheEnd)
    if (released.length === 0) return
    this.#show(this.#shown.slice(-keptAtTheEnd))
    this.#leave(released)
    this.#changed()
  }

  /** Keeps segments in memory until the returned function is called, whether they are shown or not. */
  keep(isNeeded: (segment: Segment) => boolean): () => void {
    this.#needs.add(isNeeded)
    return () => {
      this.#needs.delete(isNeeded)
      if (this.#closed) return
      const aside = this.#aside
      this.#aside = []
      this.#leave(aside)
      if (this.#aside.length < aside.length) this.#changed()
    }
  }

  /** Takes a segment into memory for somebody who keeps it. Resolves when this device's copy has loaded. */
  async bring(number: number): Promise<void> {
    if (this.#closed) return
    const segment = this.#hold(number)
    await segment.document.loaded
    await this.#prepare(segment)
    if (this.#closed) return
    if (this.held.includes(segment)) this.#close(segment)
    else this.#leave([segment])
    this.#arrived()
  }

  close(): void {
    this.#closed = true
    for (const [segment, { times }] of [...this.#holds]) for (let time = 0; time < times; time++) this.#close(segment)
  }

  /** Shows a segment that follows those that are shown. False: it does not, and it is the caller's. */
  #join(segment: Segment): boolean {
    const [before, after] = [this.#shown[0]?.number ?? 0, this.#shown.at(-1)?.number ?? 0]
    if (this.#shown.includes(segment)) this.#close(segment)
    else if (segment.number === before - 1) this.#show([this.#takeIn(segment), ...this.#shown])
    else if (segment.number === after + 1) this.#show([...this.#shown, this.#takeIn(segment)])
    else return false
    return true
  }

  /** It may be held aside already. One hold is enough. */
  #takeIn(segment: Segment): Segment {
    if (this.#aside.includes(segment)) this.#close(segment)
    this.#aside = this.#aside.filter((one) => one !== segment)
    return segment
  }

  #show(segments: readonly Segment[]): void {
    this.#shown = segments
    this.#tell()
  }

  #tell(): void {
    this.#lowest[1](this.#shown[0]?.number ?? Number.POSITIVE_INFINITY)
    this.#isAtEnd[1](this.#shown.length === 0 || this.#shown.at(-1) === this.#head)
  }

  /** The newest one stays in memory, and so does what somebody needs. */
  #leave(segments: readonly Segment[]): void {
    const stays = (segment: Segment) => segment === this.#head || [...this.#needs].some((isNeeded) => isNeeded(segment))
    this.#aside = [...this.#aside, ...segments.filter(stays)]
    for (const segment of segments) if (!stays(segment)) this.#close(segment)
  }

  #heldAt(number: number): Segment | undefined {
    return this.held.find((segment) => segment.number === number)
  }

  #close(segment: Segment): void {
    const held = this.#holds.get(segment)
    if (!held) return
    void this.#pool.close(segment.document.name, segment)
    if (--held.times > 0) return
    held.stop()
    this.#holds.delete(segment)
  }

  #hold(number: number): Segment {
    const segment = this.#pool.open(segmentName(this.#room, number))
    const held = this.#holds.get(segment)
    if (held) held.times++
    else this.#holds.set(segment, { times: 1, stop: segment.changed.subscribe(this.#changed) })
    return segment
  }
}

const inOrder = (segments: readonly Segment[]): readonly Segment[] => segments.toSorted((a, b) => a.number - b.number)

/** Resolves when the relay has sent what it has, or has refused the document. */
export const settled = ({ document }: Segment): Promise<void> =>
  new Promise((resolve) => {
    if (document.state().name !== 'local') return resolve()
    const stops = [document.inStep.subscribe(() => done()), document.refused.subscribe(() => done())]
    const done = () => {
      for (const stop of stops) stop()
      resolve()
    }
  })
