import { expect, test } from 'vitest'
import { growth, linear } from '../../tests/world/work.ts'
import { capMarks, isolated } from './marks.ts'

test('a tower of combining marks is cut to four', () => {
  expect(capMarks(`a${'\u0301'.repeat(40)}b`)).toBe(`a${'\u0301'.repeat(4)}b`)
})

test('normal marks and plain text stay unchanged', () => {
  for (const text of ['café', 'बिल्ली', 'שָׁלוֹם', 'plain\ntext', '']) expect(capMarks(text)).toBe(text)
})

test('a right-to-left override in a name ends with the name', () => {
  expect(isolated('a\u202eb')).toBe('\u2068a\u202eb\u2069')
  expect(isolated('a\u2069\u202eb')).toBe('\u2068a\u202eb\u2069')
})

test.each(['a', '\u0301', 'e\u0301', '\u2066'])('capping marks takes time in proportion to the length: %j', (piece) => {
  expect(growth(piece, capMarks)).toBeLessThan(linear)
})
