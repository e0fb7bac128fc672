import { clockTime, shortTime, startOfDay } from '../../ui/times.ts'

/** `today at 14:05`, `Sat`, `25 Dec`. */
export const whenUsed = (time: number, now: number): string =>
  time >= startOfDay(now) ? `today at ${clockTime(time)}` : shortTime(time, now)
