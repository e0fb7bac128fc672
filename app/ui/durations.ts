const inUnit = (unit: 'day' | 'hour' | 'minute') =>
  new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'long' })
const [days, hours, minutes] = [inUnit('day'), inUnit('hour'), inUnit('minute')]
const both = new Intl.ListFormat(undefined, { type: 'conjunction' })

/**
 * `1 minute`, `1 hour and 5 minutes`, `3 days`: rounded to the minute, and to the day from two days on. At least 1
 * minute.
 */
export const duration = (ms: number): string => {
  const whole = Math.max(1, Math.round(ms / 60_000))
  const rest = whole % 60
  if (whole >= 48 * 60) return days.format(Math.round(whole / (24 * 60)))
  if (whole < 60) return minutes.format(whole)
  return both.format([hours.format(Math.floor(whole / 60)), ...(rest > 0 ? [minutes.format(rest)] : [])])
}
