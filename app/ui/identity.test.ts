import { expect, test } from 'vitest'
import { hueOf, initialsOf } from './identity.ts'

test('a hue follows from the id alone and is a whole degree', () => {
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

test('a user name beside a name is no part of its initials', () => {
  expect(initialsOf('Amy Pond @amy2')).toBe('AP')
  expect(initialsOf('عمر \u200e@omar')).toBe('ع')
})
