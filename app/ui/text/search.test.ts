import { expect, test } from 'vitest'
import { growth, linear } from '../../../tests/world/work.ts'
import { fits } from './search.ts'

test('a search finds a room by any part of its name and ignores case and accents', () => {
  expect(fits('Café Déjà Vu', 'deja')).toBe(true)
  expect(fits('ubuntu', 'UBU ')).toBe(true)
  expect(fits('ubuntu', '')).toBe(true)
  expect(fits('ubuntu', 'debian')).toBe(false)
})

test.each(['a', ' ', '\u0301', 'ﷺ', 'é'])('comparing names takes time in proportion to their length: %j', (piece) => {
  expect(growth(piece, (text) => fits(text, 'x'))).toBeLessThan(linear)
})
