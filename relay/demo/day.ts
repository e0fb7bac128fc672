/** One day of a demo, from 4:00 UTC to 4:00 UTC of the next day. */
export interface DemoDay {
  /** The date when the day began. */
  day: string
  /** When the day was seeded, ISO 8601. Accounts of an earlier seeding are gone. */
  began: string
  /** The public rooms it began with in which people can write. */
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
