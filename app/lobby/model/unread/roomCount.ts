import { comparePositions } from '../../../../shared/record/name.ts'
import type { ReadMark } from '../../../../shared/room/read-mark.ts'
import { sameValue } from '../../../../shared/same-value.ts'
import type { Position } from '../../../base/position.ts'
import type { LatePlace } from '../../../room/model/RoomView.ts'
import { nothingUnread, type ReadTo, type SegmentCount } from './countIn.ts'

/** What a room has for a person to read. It is kept with the room's line, so no segment is opened again for it. */
export interface RoomCount {
  /** The mark that it was counted from. */
  mark: ReadMark | null
  readTo: ReadTo | null
  /** The person's own last post: all before it is read. */
  own: Position | null
  /** By number. Segments of which everything is read may be missing. */
  segments: { readonly [number: number]: KeptCount }
}

export interface KeptCount extends SegmentCount {
  /** What the roster said when this was counted; null: it was the newest segment. */
  sealed: Sealed | null
  /** It is only what the roster lets one guess, because the segment was not read yet. */
  guessed?: true
}

/** A segment as the roster has it: the times of its first and last record, and how many. */
export type Sealed = readonly [from: number, to: number, records: number]

export interface RoomToCount {
  kept: RoomCount
  readTo: ReadTo
  /** The newest segment, and what the roster says of the others. */
  head: number
  sealed: ReadonlyMap<number, Sealed>
  /** Counts a segment that is loaded; null for others. */
  count(segment: number): SegmentCount | null
  readInThread(root: string): Position | null
}

export const newRoomCount: RoomCount = { mark: null, readTo: null, own: null, segments: {} }

/** Counts what is loaded, and takes the rest from what was counted before. */
export const recount = (room: RoomToCount): RoomCount['segments'] => {
  const { kept, head, sealed } = room
  const segments: Record<number, KeptCount> = {}
  for (const number of new Set([...sealed.keys(), ...Object.keys(kept.segments).map(Number), head])) {
    if (number > head) continue
    const range = number === head ? null : (sealed.get(number) ?? null)
    const loaded = room.count(number)
    const count = loaded ? { ...loaded, sealed: range } : countUnloaded(room, number, range)
    const isKept = count.unread > 0 || count.guessed || number === head || isCut(range, room.readTo)
    if (isKept || Object.keys(count.threads).length > 0) segments[number] = count
  }
  return segments
}

/** The segment in which reading stopped. That nothing in it is unread has to be remembered too, as of the newest one. */
const isCut = (range: Sealed | null, { from }: ReadTo): boolean =>
  range !== null && range[0] <= from.time && from.time <= range[1]

const countUnloaded = (room: RoomToCount, number: number, sealed: Sealed | null): KeptCount => {
  const { kept, readTo } = room
  const before = kept.segments[number]
  if (before && !before.guessed && kept.readTo && sameValue(before.sealed, sealed) && areThreadsRead(before, room)) {
    const moved = moveOn(before, kept.readTo, readTo, sealed)
    if (moved) return { ...moved, sealed }
  }
  // What came late may lie before the place where reading stopped, and the times of the segment do not tell.
  const isLate = before !== undefined && before.lastLate > (readTo.late ?? Number.POSITIVE_INFINITY)
  if (sealed === null || isLate) return { ...(before ?? nothingUnread), sealed, guessed: true }
  if (sealed[1] < readTo.from.time) return { ...nothingUnread, sealed }
  return { ...nothingUnread, unread: sealed[0] > readTo.from.time ? sealed[2] : 1, sealed, guessed: true }
}

const areThreadsRead = ({ threads }: KeptCount, { readInThread }: RoomToCount): boolean =>
  Object.entries(threads).every(([root, upTo]) => sameValue(upTo, readInThread(root)))

/** What a count becomes when the place up to which the person has read moves; null if nobody can tell. */
const moveOn = (count: SegmentCount, before: ReadTo, after: ReadTo, range: Sealed | null): SegmentCount | null => {
  const by = comparePositions(after.from, before.from)
  if (before.late !== after.late && count.late.length > 0) return null
  if (by === 0) return count
  if (by < 0) return range && (range[0] > before.from.time || range[1] < after.from.time) ? count : null
  if (count.first === null || comparePositions(count.first, after.from) > 0) return count
  const isAllRead = count.last === null || comparePositions(count.last, after.from) <= 0
  return isAllRead && count.lastLate <= (after.late ?? Number.POSITIVE_INFINITY) ? nothingUnread : null
}

/** After something else than the mark has changed: each segment is counted again. */
export const guessAll = (count: RoomCount): RoomCount => ({
  ...count,
  segments: Object.fromEntries(
    Object.entries(count.segments).map(([number, kept]) => [number, { ...kept, guessed: true as const }]),
  ),
})

/** Segments that have to be read before their count is exact. */
export const guessedIn = ({ segments }: RoomCount): number[] =>
  Object.entries(segments).flatMap(([number, { guessed }]) => (guessed ? [Number(number)] : []))

export const sumOf = ({ segments }: RoomCount): { unread: number; mentions: number } => {
  let [unread, mentions] = [0, 0]
  for (const count of Object.values(segments)) {
    unread += count.unread
    mentions += count.mentions
  }
  return { unread, mentions }
}

/** What came behind the place up to which the person has read, the first first. */
export const lateIn = ({ segments }: RoomCount): LatePlace[] =>
  Object.values(segments)
    .flatMap(({ late }) => late)
    .sort(comparePositions)

/** The place of the last unread message, as far as it is known; null if there is none. */
export const lastUnread = ({ segments }: RoomCount): Position | null => {
  const places = Object.values(segments).flatMap(({ last, unread, sealed }) => {
    if (last) return [last]
    return unread > 0 && sealed ? [{ time: sealed[1], name: '~' }] : []
  })
  return places.sort(comparePositions).at(-1) ?? null
}

/** When the last of the unread messages that came late reached the relay; 0 if none did. */
export const lastLate = ({ segments }: RoomCount): number =>
  Object.values(segments).reduce((last, { lastLate }) => Math.max(last, lastLate), 0)
