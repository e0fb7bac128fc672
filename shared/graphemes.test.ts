import { expect, test } from 'vitest'
import { growth, linear } from '../tests/world/work.ts'
import { countGraphemes, cutTo } from './graphemes.ts'

test.each([
  ['abc', 2, 'ab'],
  ['abc', 3, 'abc'],
  ['a👩‍👩‍👧‍👦b', 5, 'a'],
  ['ae\u0301', 2, 'a'],
  ['a😀', 2, 'a'],
  ['🇫🇷🇩🇪', 6, '🇫🇷'],
])('%j cut to at most %i units gives %j', (text, length, cut) => {
  expect(cutTo(text, length)).toBe(cut)
})

test('cuts even a single character that is over the limit, and never leaves half a character', () => {
  expect(cutTo(`a${'\u0301'.repeat(500)}`, 100)).toHaveLength(100)
  expect(cutTo('😀\u0301\u0301', 1)).toHaveLength(1)
})

test.each(['a', '\u0301', '👩‍👩‍👧‍👦', '🇫🇷'])(
  "the time to cut %j doesn't grow with the length of what is cut off",
  (piece) => {
    expect(growth(piece, (text) => cutTo(text, 200), 64_000)).toBeLessThan(linear)
  },
)

test('characters are counted as people see them, also in a long text', () => {
  const seen = ['a', 'e\u0301', '😀', '👩‍👩‍👧‍👦', '🇫🇷', '각', ' ']
  expect(countGraphemes(seen.join(''))).toBe(7)
  expect(countGraphemes(seen.join('').repeat(2_000))).toBe(14_000)
  expect(countGraphemes('')).toBe(0)
})
