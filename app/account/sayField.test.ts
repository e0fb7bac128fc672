import { expect, test } from 'vitest'
import { sayField } from './sayField.ts'

test('some fields have their own words for an error, the others use the general ones', () => {
  expect(sayField('username', 'too-short')).toBe('A username needs at least 2 characters.')
  expect(sayField('next', 'too-short')).toBe('A password needs at least 10 characters.')
  expect(sayField('next', 'weak')).toBe('This password is too easy to guess.')
  expect(sayField('email', 'too-short')).toBe('This is too short.')
  expect(sayField('form', 'too-many')).toBe('Too many attempts. Wait a moment, then try again.')
})
