import { type Act, mostADay } from '../../shared/room/acts.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { count, sentences } from './sentences.ts'

/**
 * Why the relay refused an act, in words for that act. `roomsADay`: the relay's limit, or null if it has not told it.
 */
export const sayRefused = (code: RefusalCode | 'offline', did: Act['do'], roomsADay: number | null): string => {
  if (code === 'too-many-today') return sayLimit(did, roomsADay) ?? sentences.refusal[code]
  if (code === 'invite-only' && did === 'direct') return sentences.notStarted
  return sentences.refusal[code]
}

const sayLimit = (did: Act['do'], roomsADay: number | null): string | null => {
  switch (did) {
    case 'make':
      return roomsADay === null ? null : `You can create ${count(roomsADay, 'room')} a day. Try again tomorrow.`
    case 'direct':
      return `You can start ${count(mostADay.direct, 'conversation')} a day. Try again tomorrow.`
    case 'add':
      return `You can add people ${count(mostADay.add, 'time')} a day. Try again tomorrow, or send them an invite link.`
    case 'request':
      return `You can ask to join ${count(mostADay.request, 'room')} a day. Try again tomorrow.`
    case 'invite':
      return `You can create ${count(mostADay.invite, 'invite link')} a day. Try again tomorrow.`
    default:
      return null
  }
}
