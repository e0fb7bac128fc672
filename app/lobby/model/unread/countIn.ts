import { comparePositions } from '../../../../shared/record/name.ts'
import type { Message } from '../../../../shared/room/message.ts'
import type { Position } from '../../../base/position.ts'
import { isMention } from '../../../room/model/isMention.ts'
import type { LatePlace } from '../../../room/model/RoomView.ts'

/** What a person has not read in one segment. */
export interface SegmentCount {
  unread: number
  /** Those of them that mention this person. */
  mentions: number
  /** The place of the first and of the last of them; null if there are none. */
  first: Position | null
  last: Position | null
  /** Those of them that came behind the place up to which the person has read. */
  late: readonly LatePlace[]
  /** When the last of them that was late reached the relay; 0 if none was. */
  lastLate: number
  /** The threads of those that are replies, or would be if they were not read in their thread, and how far each was read. */
  threads: { readonly [root: string]: Position | null }
}

/** Where the person stopped reading. */
export interface ReadTo {
  /** All up to here is read. */
  from: Position
  /** What comes before that is read if it reached the relay by this time. Null: all of it is. */
  late: number | null
}

export interface CountedSegment {
  number: number
  /** In the order of (time, name). */
  messages: readonly Message[]
  message(name: string): Message | null
  /** When the records that reached the relay late did so, by name. */
  late: ReadonlyMap<string, number>
}

/** The person who reads. */
export interface CountReader {
  user: string
  isBlocked(user: string): boolean
  /** How far they have read in a thread that is folded away; null if they have not, or if the room folds none. */
  readInThread(root: string): Position | null
}

export const nothingUnread: SegmentCount = {
  unread: 0,
  mentions: 0,
  first: null,
  last: null,
  late: [],
  lastLate: 0,
  threads: {},
}

/** Looks only at what comes after the place where reading stopped, and at what came late. */
export const countIn = (segment: CountedSegment, { from, late: seen }: ReadTo, me: CountReader): SegmentCount => {
  const threads: Record<string, Position | null> = {}
  let [unread, mentions, lastLate] = [0, 0, 0]
  let first: Position | null = null
  let last: Position | null = null
  const take = (message: Message): boolean => {
    const { thread } = message
    const upTo = thread && me.readInThread(thread.name)
    if (thread) threads[thread.name] = upTo
    if (upTo && comparePositions(message, upTo) <= 0) return false
    unread++
    if (isMention(message, me.user)) mentions++
    lastLate = Math.max(lastLate, segment.late.get(message.name) ?? 0)
    return true
  }
  const isNews = ({ user, imported }: Message) => imported === null && user !== me.user && !me.isBlocked(user)

  for (let at = segment.messages.length - 1; at >= 0; at--) {
    const message = segment.messages[at] as Message
    if (comparePositions(message, from) <= 0) break
    if (!isNews(message) || !take(message)) continue
    first = message
    last ??= message
  }
  const late: LatePlace[] = []
  for (const [name, at] of segment.late) {
    const message = seen !== null && at > seen ? segment.message(name) : null
    if (!message || comparePositions(message, from) > 0 || !isNews(message) || !take(message)) continue
    late.push({ time: message.time, name, segment: segment.number, at })
  }
  if (unread === 0) return { ...nothingUnread, threads }
  return { unread, mentions, first: first && placeOf(first), last: last && placeOf(last), late, lastLate, threads }
}

const placeOf = ({ time, name }: Position): Position => ({ time, name })
