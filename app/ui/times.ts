import { t } from '../words/times.ts'

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const monthAndYear = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' })
const longDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const longDayAndYear = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })

/** `14:05` */
export const clockTime = (time: number): string => clock.format(time)

/** `Saturday, 25 December 2004 at 09:14` */
export const wholeTime = (time: number): string => whole.format(time)

/** Midnight at the start of the local day of `time`, or of the day `days` later. */
export function startOfDay(time: number, days = 0): number {
  const date = new Date(time)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}

/** `Today`, `Yesterday`, `Saturday, 25 December`, with the year if it is not the current one. */
export function dayName(time: number, now: number): string {
  if (time >= startOfDay(now) && time < startOfDay(now, 1)) return t('today')
  if (time >= startOfDay(now, -1) && time < startOfDay(now)) return t('yesterday')
  return (sameYear(time, now) ? longDay : longDayAndYear).format(time)
}

/** The shortest form that is still clear: the time today, the weekday this week, then the day, then the year. */
export function shortTime(time: number, now: number): string {
  if (time >= startOfDay(now)) return clock.format(time)
  if (time >= startOfDay(now, -6)) return weekday.format(time)
  return (sameYear(time, now) ? dayAndMonth : monthAndYear).format(time)
}

const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear()
