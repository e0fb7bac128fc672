import { expect, test } from 'vitest'
import { ownZone, timeThere, timeZones } from './zones.ts'

const noon = Date.UTC(2026, 0, 15, 12, 0, 30)

test('your own time zone comes first, and only once', () => {
  const zones = timeZones()
  expect(zones[0]).toBe(ownZone())
  expect(new Set(zones).size).toBe(zones.length)
})

test('the time in a zone is shown with its difference from yours', () => {
  const here = timeThere(ownZone(), noon)
  expect(here).not.toMatch(/you/)
  const tokyo = timeThere('Asia/Tokyo', noon)
  expect(tokyo).toMatch(/ahead of you|behind you|^\d/)
  expect(timeThere('Asia/Kathmandu', noon)).toMatch(/45/)
})

test('for an unknown time zone nothing is shown', () => {
  expect(timeThere('Moon/Tranquility', noon)).toBe('')
})
