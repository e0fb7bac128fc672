/** One day of a demo: from four in the morning, UTC, to the next. */
export interface DemoDay {
  /** The date on which it began. */
  day: string
  /** When it was seeded, ISO 8601: an account of any other time is gone. */
  began: string
  /** The public rooms that it began with and that are open to talk. */
  rooms: readonly string[]
}

const hour = 3_600_000
const startsAtHour = 4

/** The day of a demo that `now` is in, as `2026-11-21`. */
export const dayOf = (now: number): string => new Date(now - startsAtHour * hour).toISOString().slice(0, 10)

/** When the day that `now` is in ends. */
export const endOfDay = (now: number): number => {
  const begun = new Date(`${dayOf(now)}T00:00:00Z`).getTime()
  return begun + (24 + startsAtHour) * hour
}
