import { isSameMark } from '../../../shared/room/read-mark.ts'
import { parseDocumentName, segmentName } from '../../../shared/wire/documents.ts'
import type { Clock } from '../../base/clock.ts'
import { Keyed } from '../../base/keyed.ts'
import { oneByOne } from '../../base/oneByOne.ts'
import type { Shared } from '../../base/shared.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { OwnPresence } from '../../presence/presence.ts'
import { type Present, presentIn } from '../../presence/present.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import type { LateMarks } from '../../segments/lateMarks.ts'
import type { Segments } from '../../segments/segments.ts'
import type { KeptSummary, Summaries } from './summaries.ts'
import { liesFurtherBack, summarize } from './summarize.ts'
import { countKept, countLive, type Reader } from './unread/countLive.ts'
import { guessAll, guessedIn, sumOf } from './unread/roomCount.ts'

interface RoomWatcherParts {
  me: Reader
  summaries: Summaries
  live: Shared<LiveRoom>
  segments: Segments
  late: Pick<LateMarks, 'in' | 'changed'>
  readMarks: Pick<ReadMarks, 'of' | 'changed' | 'isReady'>
  presence: Pick<OwnPresence, 'attend'>
  clock: Clock
}

/** Who else is in the room now. */
export interface Attended {
  /** Display names of the people who have the room on screen, latest arrival first. */
  here: readonly string[]
  /** The most available status among all of them. */
  status: Present['status'] | 'offline'
}
const nobody: Attended = { here: [], status: 'offline' }

/** This many rooms stay open; the others are opened briefly, one after another. */
export const liveRooms = 50
const visitForMs = 5_000
/** As long as it takes to read a room from the disk and count it. */
const dueForMs = 300
const nextAfterMs = 20
/** Waits this long, so that messages read on arrival in the open room are never counted as unread here. */
const refreshAfterMs = 60

/** Keeps the rooms of the list up to date: the most recent ones stay open, the others are visited in turn. */
export class RoomWatcher {
  readonly #parts: RoomWatcherParts
  readonly #open = new Map<string, { room: LiveRoom; stop: () => void }>()
  readonly #present = new Keyed<Attended>()
  readonly #stale = new Set<string>()
  /** Rooms whose count is only a guess until they are visited. */
  readonly #due = new Set<string>()
  readonly #inTurn = oneByOne()
  /** Documents of segments that are read again in their turn. */
  readonly #reading = new Set<string>()
  readonly #stop: () => void
  #cancel: () => void = () => {}
  #cancelRefresh: (() => void) | null = null
  #visited: string[] = []
  #closed = false

  constructor(parts: RoomWatcherParts) {
    this.#parts = parts
    const stopMarks = parts.readMarks.changed.subscribe(() => this.#lookAtMarks())
    const stopLate = parts.late.changed.subscribe((room) => this.#lookAt(room))
    const stopRooms = parts.summaries.changed.subscribe(() => this.#later(nextAfterMs))
    const stopFollowing = parts.live.each((room) => this.#follow(room))
    this.#stop = () => {
      stopFollowing()
      stopMarks()
      stopLate()
      stopRooms()
    }
    this.#next()
  }

  /** Tracked. */
  in(room: string): Attended {
    return this.#present.get(room) ?? nobody
  }

  /** Updates the lines of all open rooms, after a change that affects every line. */
  lookAgain(): void {
    for (const { id } of this.#parts.live.all()) this.#stale.add(id)
    this.#refreshSoon()
  }

  /** Visits all rooms that are not open, without a long rest between them. */
  visitAll(): void {
    for (const { id } of this.#parts.summaries.all().slice(liveRooms)) this.#due.add(id)
    this.#later(nextAfterMs)
  }

  /** The person blocked somebody or no longer does, so what was counted before is no longer so. */
  countAgain(): void {
    for (const summary of this.#parts.summaries.all()) {
      void this.#parts.summaries.put({ ...summary, counted: guessAll(summary.counted) })
      if (!this.#parts.live.find(summary.id)) this.#due.add(summary.id)
    }
    this.lookAgain()
    this.#later(nextAfterMs)
  }

  /** A segment has been fetched. Its count may have been a guess until now. */
  arrived(document: string): void {
    const parsed = parseDocumentName(document)
    if (parsed?.kind === 'segment') this.#readGuessed(parsed.room, [parsed.segment])
  }

  close(): void {
    this.#closed = true
    this.#stop()
    this.#cancelRefresh?.()
    this.#cancel()
    for (const room of [...this.#open.keys()]) this.letGo(room)
  }

  letGo(room: string): void {
    const open = this.#open.get(room)
    this.#open.delete(room)
    open?.stop()
    if (open) void this.#parts.live.close(room, open.room)
  }

  /** Opens one room at a time, so that the room on screen loads first. */
  #next(): void {
    const all = this.#parts.summaries.all().map(({ id }) => id)
    const wanted = all.slice(0, liveRooms)
    for (const room of this.#open.keys()) if (!all.includes(room)) this.letGo(room)
    const missing = wanted.find((room) => !this.#open.has(room))
    if (missing) this.#attend(missing, 'stay')
    const due = missing ? undefined : all.find((room) => this.#due.has(room))
    const visit = missing ? undefined : (due ?? this.#turnOf(all.slice(liveRooms)))
    if (due) this.#due.delete(due)
    if (visit) this.#visit(visit)
    if (missing) this.#later(nextAfterMs)
    else if (visit) this.#later(due ? dueForMs : visitForMs)
  }

  #later(ms: number): void {
    this.#cancel()
    this.#cancel = this.#parts.clock.after(ms, () => this.#next())
  }

  #turnOf(rooms: readonly string[]): string | undefined {
    const next = rooms.find((room) => !this.#visited.includes(room))
    if (!next) this.#visited = []
    return next ?? rooms[0]
  }

  #visit(room: string): void {
    this.#visited.push(room)
    for (const [open] of this.#open) if (this.#visited.includes(open) && open !== room) this.letGo(open)
    if (!this.#open.has(room)) this.#attend(room, 'visit')
  }

  #attend(id: string, how: 'stay' | 'visit'): void {
    const room = this.#parts.live.open(id)
    // A short visit does not show this person as present.
    const stop = how === 'stay' ? this.#parts.presence.attend(room) : () => {}
    this.#open.set(id, { room, stop })
    this.#stale.add(id)
    this.#refreshSoon()
  }

  /** Updates the line when the room changes, whoever opened it. The room on screen may be one that is not attended. */
  #follow(room: LiveRoom): void {
    room.changed.subscribe(() => this.#lookAt(room.id))
  }

  #lookAt(room: string): void {
    this.#stale.add(room)
    this.#refreshSoon()
  }

  /** Only rooms whose mark has moved are counted again. */
  #lookAtMarks(): void {
    const { summaries, readMarks } = this.#parts
    if (!readMarks.isReady()) return
    for (const { id, counted } of summaries.all()) {
      const mark = readMarks.of(id)
      if (mark !== counted.mark && !(mark && counted.mark && isSameMark(mark, counted.mark))) this.#stale.add(id)
    }
    if (this.#stale.size > 0) this.#refreshSoon()
  }

  #refreshSoon(): void {
    if (this.#closed) return
    this.#cancelRefresh ??= this.#parts.clock.after(refreshAfterMs, () => this.#refresh())
  }

  #refresh(): void {
    this.#cancelRefresh = null
    // Without the marks everything would look unread for a moment.
    if (!this.#parts.readMarks.isReady()) return
    for (const id of this.#stale) {
      const live = this.#parts.live.find(id)
      const before = this.#parts.summaries.find(id)
      if (!before) continue
      if (live?.isKnown) this.#count(before, live)
      else if (!live) this.#countFromBefore(before)
    }
    this.#stale.clear()
  }

  #count(before: KeptSummary, live: LiveRoom): void {
    const { me, summaries, readMarks, clock } = this.#parts
    const { id } = live
    const counted = countLive(before.counted, live, readMarks.of(id), before.joined, this.#parts)
    void summaries.put(summarize(before, live, me, counted))
    if (liesFurtherBack(live, me)) live.lookBack()
    this.#see(id, attended(live, me.user, clock.now()))
    this.#readGuessed(id, guessedIn(counted))
  }

  #countFromBefore(before: KeptSummary): void {
    const { me, summaries, readMarks } = this.#parts
    // It was never counted on this device, or by an older version.
    if (before.counted.readTo === null) {
      this.#visitSoon(before.id)
      return
    }
    const counted = countKept(before.counted, before.id, readMarks.of(before.id), before.joined, me)
    void summaries.put({ ...before, counted, ...sumOf(counted) })
    if (guessedIn(counted).length > 0) this.#visitSoon(before.id)
  }

  #visitSoon(room: string): void {
    this.#due.add(room)
    this.#later(nextAfterMs)
  }

  /** Reads these segments of a room one after the other, if they are on this device, and counts them. */
  #readGuessed(room: string, numbers: readonly number[]): void {
    const { segments, live, summaries } = this.#parts
    for (const number of numbers) {
      const name = segmentName(room, number)
      if (this.#reading.has(name) || number === live.find(room)?.roster.head) continue
      this.#reading.add(name)
      void this.#inTurn(async () => {
        this.#reading.delete(name)
        const open = live.find(room)
        const kept = summaries.find(room)
        if (this.#closed || !open || !kept?.counted.segments[number]?.guessed) return
        const segment = segments.open(name)
        await segment.document.loaded
        const before = summaries.find(room)
        if (before && segment.entries.size > 0 && !this.#closed) this.#count(before, open)
        await segments.close(name, segment)
      })
    }
  }

  /** Keeps the old object if nothing changed, so that the line is not drawn again. */
  #see(room: string, now: Attended): void {
    const before = this.#present.peek(room)
    if (!before || JSON.stringify(before) !== JSON.stringify(now)) this.#present.set(room, now)
  }
}

const attended = (live: LiveRoom, me: string, now: number): Attended => {
  const others = [...presentIn(live.rosterDocument.awareness, now)].filter(([user]) => user !== me)
  const here = others.filter(([, { here }]) => here)
  return {
    here: here.flatMap(([user]) => live.roster.members.get(user)?.name ?? []),
    status: bestOf(others.map(([, { status }]) => status)),
  }
}

const bestOf = (all: readonly Present['status'][]): Attended['status'] =>
  all.includes('online') ? 'online' : all.includes('away') ? 'away' : 'offline'
