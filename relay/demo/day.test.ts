import { expect, test } from 'vitest'
import { dayOf, endOfDay } from './day.ts'

const at = (text: string) => Date.parse(text)

test.each([
  ['2026-11-21T03:59:59.999Z', '2026-11-20', '2026-11-21T04:00:00Z'],
  ['2026-11-21T04:00:00Z', '2026-11-21', '2026-11-22T04:00:00Z'],
  ['2026-12-31T23:00:00Z', '2026-12-31', '2027-01-01T04:00:00Z'],
])('at %s the day is %s, until %s', (now, day, end) => {
  expect(dayOf(at(now))).toBe(day)
  expect(endOfDay(at(now))).toBe(at(end))
})
