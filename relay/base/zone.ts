import { wallClock } from '../../shared/wall-clock.ts'

/** Whether this is a time zone: a name such as `Europe/Berlin`, or an offset such as `+02:00`. */
export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Returns a function that turns the zone's local time, given as if it were UTC, into the real moment. */
export const makeLocalTime = (zone: string): ((wall: number) => number) => {
  if (zone === 'UTC') return (wall) => wall
  const wallAt = wallClock(zone)
  return (wall) => {
    const whole = Math.floor(wall / 1_000) * 1_000
    // The second step corrects times close to a change of daylight saving time.
    const guess = wall - (wallAt(whole) - whole)
    return guess + (whole - wallAt(Math.floor(guess / 1_000) * 1_000))
  }
}
