import { locale } from '../../words/language.ts'
import { t } from '../../words/times.ts'

/** Writes times in the language that is shown. Formatters are kept, because making one is slow. */
const written = (options: Intl.DateTimeFormatOptions) => {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (time: number): string => {
    const format = made.get(locale()) ?? new Intl.DateTimeFormat(locale(), options)
    made.set(locale(), format)
    return format.format(time)
  }
}

const clock = written({ hour: 'numeric', minute: '2-digit' })
const weekday = written({ weekday: 'short' })
const dayAndMonth = written({ day: 'numeric', month: 'short' })
const monthAndYear = written({ month: 'short', year: 'numeric' })
const longDay = written({ weekday: 'long', day: 'numeric', month: 'long' })
const longDayAndYear = written({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const whole = written({ dateStyle: 'full', timeStyle: 'short' })

const day = written({ weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })

/** `14:05` */
export const clockTime = (time: number): string => clock(time)

/** `Saturday, 25 December 2004 at 09:14` */
export const wholeTime = (time: number): string => whole(time)

/** `Sat, 25 Dec, 09:14` */
export const dayAndTime = (time: number): string => day(time)

/** Midnight at the start of the local day of `time`, or of the day `days` later. */
export function startOfDay(time: number, days = 0): number {
  const date = new Date(time)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}

/** `Today`, `Yesterday`, `Saturday, 25 December`, with the year if it is not the current one. */
export function dayName(time: number, now: number): string {
  if (time >= startOfDay(now) && time < startOfDay(now, 1)) return t('today')
  if (time >= startOfDay(now, -1) && time < startOfDay(now)) return t('yesterday')
  return (sameYear(time, now) ? longDay : longDayAndYear)(time)
}

/** The shortest form that is still clear: the time today, the weekday this week, then the day, then the year. */
export function shortTime(time: number, now: number): string {
  if (time >= startOfDay(now)) return clock(time)
  if (time >= startOfDay(now, -6)) return weekday(time)
  return (sameYear(time, now) ? dayAndMonth : monthAndYear)(time)
}

const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear()
