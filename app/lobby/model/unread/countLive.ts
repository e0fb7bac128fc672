import { comparePositions } from '../../../../shared/record/name.ts'
import type { Message, WhoIs } from '../../../../shared/room/message.ts'
import { type ReadMark, readFrom } from '../../../../shared/room/read-mark.ts'
import { segmentName } from '../../../../shared/wire/documents.ts'
import type { Position } from '../../../base/position.ts'
import type { LiveRoom } from '../../../room/model/liveRoom.ts'
import type { LateMarks } from '../../../segments/lateMarks.ts'
import type { Segment } from '../../../segments/segment.ts'
import type { Segments } from '../../../segments/segments.ts'
import { type CountReader, countIn, type ReadTo } from './countIn.ts'
import { type RoomCount, recount } from './roomCount.ts'

export interface Reader extends Omit<CountReader, 'readInThread'> {
  /** How far they have read in a thread, by its room and root. */
  readInThread(room: string, root: string): Position | null
}

export interface CountParts {
  me: Reader
  segments: Pick<Segments, 'find'>
  late: Pick<LateMarks, 'in'>
}

/** Counts a room from the segments of it that are open in this tab. */
export const countLive = (
  kept: RoomCount,
  live: LiveRoom,
  mark: ReadMark | null,
  joined: number,
  { me, segments, late }: CountParts,
): RoomCount => {
  const { id, roster, head, whoIs } = live
  const loaded = new Map<number, Segment>()
  const hold = (segment: Segment | undefined | null) => {
    if (segment?.document.hasLoaded) loaded.set(segment.number, segment)
  }
  for (const number of roster.segments.keys()) hold(segments.find(segmentName(id, number)))
  hold(head)

  const own = lastOwn(kept.own, loaded.values(), whoIs, me.user)
  const readTo = readToOf(mark, joined, own)
  const readInThread = (root: string) => (roster.threads === 'folded' ? me.readInThread(id, root) : null)
  const count = (number: number) => {
    const segment = loaded.get(number)
    // A segment without a record has not arrived yet, unless it has only begun.
    if (!segment || (segment.entries.size === 0 && segment !== head)) return null
    const folding = segment.folding(whoIs)
    const counted = {
      number,
      messages: folding.messages(),
      message: (name: string) => folding.message(name),
      late: late.in(segment.document.name),
    }
    return countIn(counted, readTo, { ...me, readInThread })
  }
  const room = { kept, readTo, head: roster.head, sealed: roster.segments, count, readInThread }
  return { mark, readTo, own, segments: recount(room) }
}

/** Counts a room that is not open, as far as what was counted before tells. */
export const countKept = (
  kept: RoomCount,
  room: string,
  mark: ReadMark | null,
  joined: number,
  me: Reader,
): RoomCount => {
  const numbers = Object.entries(kept.segments)
  const sealed = new Map(numbers.flatMap(([number, { sealed }]) => (sealed ? [[Number(number), sealed] as const] : [])))
  const readTo = readToOf(mark, joined, kept.own)
  const head = Math.max(1, ...numbers.map(([number, { sealed }]) => Number(number) + (sealed ? 1 : 0)))
  const readInThread = (root: string) => me.readInThread(room, root)
  return { ...kept, mark, readTo, segments: recount({ kept, readTo, head, sealed, count: () => null, readInThread }) }
}

/** Who writes has read everything above, unless they marked it as unread after that. */
const readToOf = (mark: ReadMark | null, joined: number, own: Position | null): ReadTo => {
  const from = readFrom(mark, joined)
  const isOwn = own !== null && own.time > (mark?.back ?? 0) && comparePositions(own, from) > 0
  const { time, name } = isOwn ? own : from
  return { from: { time, name }, late: mark?.late ?? null }
}

const lastOwn = (before: Position | null, segments: Iterable<Segment>, whoIs: WhoIs, me: string): Position | null => {
  let last = before
  for (const segment of segments) {
    const own = ownIn(segment.messages(whoIs), me)
    if (own && (!last || comparePositions(own, last) > 0)) last = { time: own.time, name: own.name }
  }
  return last
}

/** A list of messages is the same until one of them changes, so it is searched once. */
const found = new WeakMap<readonly Message[], Message | null>()

const ownIn = (messages: readonly Message[], me: string): Message | null => {
  const known = found.get(messages)
  if (known !== undefined) return known
  const own = messages.findLast(({ imported, user }) => imported === null && user === me) ?? null
  found.set(messages, own)
  return own
}
