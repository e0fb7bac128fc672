import { expect, test } from 'vitest'
import { hueOf, initialsOf } from './identity.ts'

test('a color hue depends only on the id and lies between 0 and 360', () => {
  expect(hueOf('amy')).toBe(hueOf('amy'))
  expect(hueOf('amy')).not.toBe(hueOf('bob'))
  for (const id of ['', 'a', 'Z'.repeat(500)]) expect(hueOf(id)).toSatisfy((hue: number) => hue >= 0 && hue <= 360)
})

test.each([
  ['Amy Pond', 'AP'],
  ['amy', 'A'],
  ['|QuaD-', 'Q'],
  ['`anthony', 'A'],
  ['maria_del_carmen', 'MC'],
  ['李小龍', '李'],
  ['👩‍🚀', '👩‍🚀'],
  ['', '?'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test("a username after a name doesn't count for the initials", () => {
  expect(initialsOf('Amy Pond @amy2')).toBe('AP')
  expect(initialsOf('عمر \u200e@omar')).toBe('ع')
})
