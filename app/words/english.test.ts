import { expect, test } from 'vitest'
import { people, plural } from './english.ts'

test('a list of people names up to three and counts the others', () => {
  const say = (...names: string[]) => people(names).replace(/[\u2068\u2069]/g, '')
  expect(say()).toBe('')
  expect(say('amy')).toBe('amy')
  expect(say('amy', 'bob')).toBe('amy and bob')
  expect(say('amy', 'bob', 'cy')).toBe('amy, bob and cy')
  expect(say('amy', 'bob', 'cy', 'dee')).toBe('amy, bob, cy and 1 other')
  expect(say('amy', 'bob', 'cy', 'dee', 'eve')).toBe('amy, bob, cy and 2 others')
})

test("a name in another writing direction doesn't turn the sentence around it", () => {
  expect(people(['\u0639\u0644\u064a'])).toBe('\u2068\u0639\u0644\u064a\u2069')
  expect(people(['a\u202eb', 'cy'])).toBe('\u2068a\u202eb\u2069 and \u2068cy\u2069')
  expect(people(['amy', 'bob', 'cy', 'dee'])).toBe('\u2068amy\u2069, \u2068bob\u2069, \u2068cy\u2069 and 1 other')
})

test('numbers are written with separators and the right plural', () => {
  const forms = { one: '# room a day', other: '# rooms a day' }
  expect([1, 0, 2, 12_345].map((count) => plural(count, forms))).toEqual([
    '1 room a day',
    '0 rooms a day',
    '2 rooms a day',
    '12,345 rooms a day',
  ])
})
