import { expect, test } from 'vitest'
import { isLong } from './isLong.ts'

test('a message counts as long by its characters or by its lines', () => {
  expect(isLong('a'.repeat(2_000))).toBe(false)
  expect(isLong('a'.repeat(2_001))).toBe(true)
  expect(isLong(Array(30).fill('a').join('\n'))).toBe(false)
  expect(isLong(Array(31).fill('a').join('\n'))).toBe(true)
  expect(isLong('')).toBe(false)
})
