import { expect, test } from 'vitest'
import { duration } from './durations.ts'

const minute = 60_000
const day = 24 * 60 * minute

test.each([
  [0, '1 minute'],
  [minute, '1 minute'],
  [59 * minute, '59 minutes'],
  [60 * minute - 20_000, '1 hour'],
  [60 * minute + 20_000, '1 hour'],
  [61 * minute, '1 hour and 1 minute'],
  [25 * 60 * minute, '25 hours'],
  [7 * day + 3_000, '7 days'],
  [7 * day - 3_000, '7 days'],
])('%d ms are shown in everyday units: %s', (ms, words) => {
  expect(duration(ms)).toBe(words)
})
