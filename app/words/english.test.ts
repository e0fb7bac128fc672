import { expect, test } from 'vitest'
import { people, plural } from './english.ts'

test('a list of people names up to three and counts the others', () => {
  const say = (...names: string[]) => people(names).replace(/[\u2068\u2069]/g, '')
  expect(say()).toBe('')
  expect(say('olga')).toBe('olga')
  expect(say('olga', 'milo')).toBe('olga and milo')
  expect(say('olga', 'milo', 'mona')).toBe('olga, milo and mona')
  expect(say('olga', 'milo', 'mona', 'dee')).toBe('olga, milo, mona and 1 other')
  expect(say('olga', 'milo', 'mona', 'dee', 'eve')).toBe('olga, milo, mona and 2 others')
})

test("a name in another writing direction doesn't turn the sentence around it", () => {
  expect(people(['\u0639\u0644\u064a'])).toBe('\u2068\u0639\u0644\u064a\u2069')
  expect(people(['a\u202eb', 'mona'])).toBe('\u2068a\u202eb\u2069 and \u2068mona\u2069')
  expect(people(['olga', 'milo', 'mona', 'dee'])).toBe(
    '\u2068olga\u2069, \u2068milo\u2069, \u2068mona\u2069 and 1 other',
  )
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
