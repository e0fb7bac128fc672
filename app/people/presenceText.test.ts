import { expect, test } from 'vitest'
import { presenceText } from './presenceText.ts'

const now = new Date(2026, 10, 21, 14, 0).getTime()

test('shows a person who is there as online or away, whenever they were last seen', () => {
  expect(presenceText('online', now - 1, now)).toBe('Online')
  expect(presenceText('away', null, now)).toBe('Away')
})

test('shows when an absent person was last seen, or only that they are offline', () => {
  expect(presenceText('offline', null, now)).toBe('Offline')
  expect(presenceText('offline', now - 3_600_000, now)).toMatch(/^Last seen today at /)
  expect(presenceText('offline', now - 24 * 3_600_000, now)).toMatch(/^Last seen yesterday at /)
  expect(presenceText('offline', now - 20 * 24 * 3_600_000, now)).toMatch(/^Last seen on .*November/)
})
