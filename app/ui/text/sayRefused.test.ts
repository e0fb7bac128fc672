import { expect, test } from 'vitest'
import { sayRefused } from './sayRefused.ts'

test("a limit is shown with its number, and the room limit is the relay's own", () => {
  expect(sayRefused('too-many-today', 'make', 7)).toBe('You can create 7 rooms a day. Try again tomorrow.')
  expect(sayRefused('too-many-today', 'make', 1)).toBe('You can create 1 room a day. Try again tomorrow.')
  expect(sayRefused('too-many-today', 'direct', 7)).toContain('50 conversations')
  for (const did of ['add', 'request', 'invite'] as const) expect(sayRefused('too-many-today', did, 7)).toMatch(/\d/)
  expect(sayRefused('too-many-today', 'make', null)).toBe('You’ve reached today’s limit. Try again tomorrow.')
})
