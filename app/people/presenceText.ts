import type { Presence } from '../room/model/RoomView.ts'
import { clockTime, dayName, startOfDay } from '../ui/times.ts'

/** For example `Online`, `Away` or `Last seen today at 14:05`. */
export const presenceText = (presence: Presence, seen: number | null, now: number): string => {
  if (presence === 'online') return 'Online'
  if (presence === 'away') return 'Away'
  return seen === null ? 'Offline' : `Last seen ${whenSeen(seen, now)}`
}

const whenSeen = (seen: number, now: number): string => {
  const day = dayName(seen, now)
  return seen >= startOfDay(now, -1) ? `${day.toLowerCase()} at ${clockTime(seen)}` : `on ${day}`
}
