import type { Presence } from '../room/model/RoomView.ts'
import { clockTime, dayName, startOfDay } from '../ui/text/times.ts'
import { t } from '../words/people.ts'

/** For example `Online`, `Away` or `Last seen today at 14:05`. */
export const presenceText = (presence: Presence, seen: number | null, now: number): string => {
  if (presence !== 'offline' || seen === null) return t(`presence.${presence}`)
  if (seen >= startOfDay(now)) return t('lastSeenToday', clockTime(seen))
  return seen >= startOfDay(now, -1) ? t('lastSeenYesterday', clockTime(seen)) : t('lastSeenOn', dayName(seen, now))
}
