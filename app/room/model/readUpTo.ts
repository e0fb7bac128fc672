import { comparePositions } from '../../../shared/record/name.ts'
import type { Position } from '../../base/position.ts'
import type { LiveRoom } from './liveRoom.ts'

/** How far somebody has read who wrote something since: whoever writes has read what stood above. */
export const readUpTo = (live: LiveRoom, me: string, mark: Position): Position => {
  const own = live.head?.messages(live.whoIs).findLast((message) => !message.imported && message.user === me)
  if (!own || comparePositions(own, mark) <= 0) return mark
  return { time: own.time, name: own.name }
}
