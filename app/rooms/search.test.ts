import { expect, test } from 'vitest'
import { fits } from './search.ts'

test('a room is found by any part of its name, whatever case or accent', () => {
  expect(fits('Café Déjà Vu', 'deja')).toBe(true)
  expect(fits('ubuntu', 'UBU ')).toBe(true)
  expect(fits('ubuntu', '')).toBe(true)
  expect(fits('ubuntu', 'debian')).toBe(false)
})
