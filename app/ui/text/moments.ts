import { startOfDay } from './times.ts'

const nine = (midnight: number): number => {
  const date = new Date(midnight)
  return date.setHours(9, 0, 0, 0)
}

export type Moment = 'hour' | 'tomorrow' | 'week'

/** Times that people often choose, from now on. `week`: the next Monday. Both days begin at nine. */
export const momentsFrom = (now: number): Record<Moment, number> => {
  const daysToMonday = (8 - new Date(now).getDay()) % 7 || 7
  return {
    hour: now + 60 * 60_000,
    tomorrow: nine(startOfDay(now, 1)),
    week: nine(startOfDay(now, daysToMonday)),
  }
}
