import { expect, test } from 'vitest'
import { growth, linear } from '../../tests/world/work.ts'
import { fits } from './search.ts'

test('a room is found by any part of its name, whatever case or accent', () => {
  expect(fits('Café Déjà Vu', 'deja')).toBe(true)
  expect(fits('ubuntu', 'UBU ')).toBe(true)
  expect(fits('ubuntu', '')).toBe(true)
  expect(fits('ubuntu', 'debian')).toBe(false)
})

test.each(['a', ' ', '\u0301', 'ﷺ', 'é'])('comparing names takes no work beyond their length: %j', (piece) => {
  expect(growth(piece, (text) => fits(text, 'x'))).toBeLessThan(linear)
})
