import { comparePositions } from '../../../shared/record/name.ts'
import type { ReadMark } from '../../../shared/room/read-mark.ts'
import type { Position } from '../../base/position.ts'
import type { LiveRoom } from './liveRoom.ts'

/** A person who writes has read everything above, unless they marked it as unread after that. */
export const readUpTo = (live: LiveRoom, me: string, mark: ReadMark): Position => {
  const own = live.head?.messages(live.whoIs).findLast((message) => !message.imported && message.user === me)
  const counts = own && own.time > (mark.back ?? 0) && comparePositions(own, mark) > 0
  return counts ? { time: own.time, name: own.name } : { time: mark.time, name: mark.name }
}

/** What the person marked as unread last, and where. */
export const handMark = (mark: ReadMark | null): { at: number; after: Position } | null =>
  mark?.back === undefined ? null : { at: mark.back, after: { time: mark.time, name: mark.name } }

/** A place that only earlier messages come before. */
export const justBefore = ({ time }: Position): Position => ({ time: time - 1, name: '~' })
