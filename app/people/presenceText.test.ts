import { expect, test } from 'vitest'
import { presenceText } from './presenceText.ts'

const now = new Date(2026, 10, 21, 14, 0).getTime()

test('who is there is there, whenever they were seen', () => {
  expect(presenceText('online', now - 1, now)).toBe('Online')
  expect(presenceText('away', null, now)).toBe('Away')
})

test('who is not was seen some time, or keeps it to themselves', () => {
  expect(presenceText('offline', null, now)).toBe('Offline')
  expect(presenceText('offline', now - 3_600_000, now)).toMatch(/^Last seen today at /)
  expect(presenceText('offline', now - 24 * 3_600_000, now)).toMatch(/^Last seen yesterday at /)
  expect(presenceText('offline', now - 20 * 24 * 3_600_000, now)).toMatch(/^Last seen on .*November/)
})
