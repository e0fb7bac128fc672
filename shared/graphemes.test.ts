import { expect, test } from 'vitest'
import { growth, linear } from '../tests/world/work.ts'
import { cutTo } from './graphemes.ts'

test.each([
  ['abc', 2, 'ab'],
  ['abc', 3, 'abc'],
  ['a👩‍👩‍👧‍👦b', 5, 'a'],
  ['ae\u0301', 2, 'a'],
  ['a😀', 2, 'a'],
  ['🇫🇷🇩🇪', 6, '🇫🇷'],
])('of %j at most %i units are %j', (text, length, cut) => {
  expect(cutTo(text, length)).toBe(cut)
})

test('what is longer by itself is cut all the same, and no half of a character is left', () => {
  expect(cutTo(`a${'\u0301'.repeat(500)}`, 100)).toHaveLength(100)
  expect(cutTo('😀\u0301\u0301', 1)).toHaveLength(1)
})

test.each(['a', '\u0301', '👩‍👩‍👧‍👦', '🇫🇷'])('cutting %j takes no work that grows with what is left over', (piece) => {
  expect(growth(piece, (text) => cutTo(text, 200), 64_000)).toBeLessThan(linear)
})
