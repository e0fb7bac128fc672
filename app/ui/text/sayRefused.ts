import { type Act, mostADay } from '../../../shared/room/acts.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { t } from '../../words/refusals.ts'

/**
 * Why the relay refused an act, in words for that act. `roomsADay`: the relay's limit, or null if it has not told it.
 */
export const sayRefused = (code: RefusalCode | 'offline', did: Act['do'], roomsADay: number | null): string => {
  if (code === 'too-many-today') return sayLimit(did, roomsADay) ?? t(`why.${code}`)
  if (code === 'invite-only' && did === 'direct') return t('notStarted')
  return t(`why.${code}`)
}

const sayLimit = (did: Act['do'], roomsADay: number | null): string | null => {
  switch (did) {
    case 'make':
      return roomsADay === null ? null : t('limit.make', roomsADay)
    case 'direct':
    case 'add':
    case 'request':
    case 'invite':
      return t(`limit.${did}`, mostADay[did])
    default:
      return null
  }
}
