import { expect, test } from 'vitest'
import { doorTo, wayOn } from './signInLinks.ts'

test('signing in leads back to the room it was asked from', () => {
  expect(wayOn('/r/AAAAAAAAAAAAAAAAAAAAAA')).toBe('/r/AAAAAAAAAAAAAAAAAAAAAA')
  expect(doorTo('sign-in', '/r/AAAAAAAAAAAAAAAAAAAAAA')).toBe('/sign-in?to=%2Fr%2FAAAAAAAAAAAAAAAAAAAAAA')
})

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/sign-in',
  '',
  undefined,
])('a way on that leaves the app leads home: %s', (to) => expect(wayOn(to)).toBe('/'))
