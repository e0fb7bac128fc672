import { expect, test } from 'vitest'
import { parseProfileChange } from '../../shared/room/profile.ts'
import { endOf, lastings, statusPresets } from './statusPresets.ts'

const evening = new Date(2026, 10, 21, 22, 30).getTime()

test('a status ends at the time you chose', () => {
  expect(endOf('30m', evening)).toBe(evening + 1_800_000)
  expect(endOf('today', evening)).toBe(new Date(2026, 10, 22).getTime())
  expect(endOf('always', evening)).toBe(null)
  for (const { value } of lastings()) expect(endOf(value, evening) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(evening)
})

test('the relay accepts every preset that the app offers', () => {
  for (const { emoji, text, quiet, lasts } of statusPresets())
    expect(parseProfileChange({ status: { emoji, text, quiet, until: endOf(lasts, evening) } })).not.toBe(null)
})
