import { expect, test } from 'vitest'
import { ownZone, timeThere, timeZones } from './zones.ts'

const noon = Date.UTC(2026, 0, 15, 12, 0, 30)

test('the own zone comes first, and once', () => {
  const zones = timeZones()
  expect(zones[0]).toBe(ownZone())
  expect(new Set(zones).size).toBe(zones.length)
})

test('the time there is told with how far it is from here', () => {
  const here = timeThere(ownZone(), noon)
  expect(here).not.toMatch(/you/)
  const tokyo = timeThere('Asia/Tokyo', noon)
  expect(tokyo).toMatch(/ahead of you|behind you|^\d/)
  expect(timeThere('Asia/Kathmandu', noon)).toMatch(/45/)
})

test('of a zone that nobody knows nothing is told', () => {
  expect(timeThere('Moon/Tranquility', noon)).toBe('')
})
