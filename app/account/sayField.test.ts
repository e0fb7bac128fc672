import { expect, test } from 'vitest'
import { sayField, sayLeftUsername } from './sayField.ts'

test('some fields have their own words for an error, the others use the general ones', () => {
  expect(sayField('username', 'too-short')).toBe('A username needs at least 2 characters.')
  expect(sayField('next', 'too-short')).toBe('A password needs at least 10 characters.')
  expect(sayField('next', 'weak')).toBe('This password is too easy to guess.')
  expect(sayField('email', 'too-short')).toBe('This is too short.')
  expect(sayField('form', 'too-many')).toBe('Too many attempts. Wait a moment, then try again.')
})

test('a user name of the wrong form is reported when the person leaves the field, an empty one is not', () => {
  expect(sayLeftUsername('a')).toBe('A username needs at least 2 characters.')
  expect(sayLeftUsername('ana maria')).toBe('Use only letters, digits, dots, dashes and underscores.')
  expect(sayLeftUsername('a'.repeat(33))).toBe(sayField('username', 'too-long'))
  for (const fine of ['', '  ', 'ana', ' ana.maria-9 ']) expect(sayLeftUsername(fine)).toBe(undefined)
})
