/**
 * Returns a function that tells what clocks in a time zone show at a moment (milliseconds since 1970), as the moment at
 * which clocks in UTC show the same. Throws a `RangeError` if nobody here knows the zone.
 */
export const wallClock = (zone: string): ((moment: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US-u-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (moment) => {
    const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }
}
