import { comparePositions } from '../../../shared/record/name.ts'
import type { Position } from '../../base/position.ts'
import type { LiveRoom } from './liveRoom.ts'

/** A person who writes has read everything above. So this is their last own message if it is newer than `mark`. */
export const readUpTo = (live: LiveRoom, me: string, mark: Position): Position => {
  const own = live.head?.messages(live.whoIs).findLast((message) => !message.imported && message.user === me)
  if (!own || comparePositions(own, mark) <= 0) return mark
  return { time: own.time, name: own.name }
}
