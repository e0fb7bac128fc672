import { expect, test } from 'vitest'
import { doorTo, wayOn } from './signInLinks.ts'

test('after signing in you are back in the room you came from', () => {
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
])('a link that leads out of the app goes to the start page instead: %s', (to) => expect(wayOn(to)).toBe('/'))
