import { expect, test } from 'vitest'
import { wordsForPresence } from './wordsForPresence.ts'

const now = new Date(2026, 10, 21, 14, 0).getTime()

test('16: who is there is there, whenever they were seen', () => {
  expect(wordsForPresence('online', now - 1, now)).toBe('Online')
  expect(wordsForPresence('away', null, now)).toBe('Away')
})

test('16: who is not was seen some time, or keeps it to themselves', () => {
  expect(wordsForPresence('offline', null, now)).toBe('Offline')
  expect(wordsForPresence('offline', now - 3_600_000, now)).toMatch(/^Last here today at /)
  expect(wordsForPresence('offline', now - 24 * 3_600_000, now)).toMatch(/^Last here yesterday at /)
  expect(wordsForPresence('offline', now - 20 * 24 * 3_600_000, now)).toMatch(/^Last here on .*November/)
})
