import { expect, test } from 'vitest'
import { wallClock } from './wall-clock.ts'

const noon = Date.UTC(2026, 0, 15, 12, 0, 30)
const minute = 60_000

test.each([
  ['UTC', 0],
  ['Asia/Kathmandu', 345],
  ['America/New_York', -300],
  ['Pacific/Kiritimati', 840],
])('clocks in %s are ahead of UTC by %i minutes in January', (zone, ahead) => {
  expect((wallClock(zone)(noon) - noon) / minute).toBe(ahead)
})

test('clocks follow daylight saving time, and midnight is the hour 0 of the new day', () => {
  const berlin = wallClock('Europe/Berlin')
  const change = Date.UTC(2026, 2, 29, 1)
  expect(berlin(change - 1_000)).toBe(Date.UTC(2026, 2, 29, 1, 59, 59))
  expect(berlin(change)).toBe(Date.UTC(2026, 2, 29, 3))
  expect(berlin(Date.UTC(2026, 0, 31, 23))).toBe(Date.UTC(2026, 1, 1))
})

test('a zone that nobody knows is an error', () => {
  expect(() => wallClock('Moon/Tranquility')).toThrow(RangeError)
})
