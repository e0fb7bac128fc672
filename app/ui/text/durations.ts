import { t } from '../../words/times.ts'

/**
 * `1 minute`, `1 hour and 5 minutes`, `3 days`: rounded to the minute, and to the day from two days on. At least 1
 * minute.
 */
export const duration = (ms: number): string => {
  const whole = Math.max(1, Math.round(ms / 60_000))
  const rest = whole % 60
  const hours = Math.floor(whole / 60)
  if (whole >= 48 * 60) return t('days', Math.round(whole / (24 * 60)))
  if (whole < 60) return t('minutes', whole)
  return rest > 0 ? t('hoursAndMinutes', hours, rest) : t('hours', hours)
}
