import { expect, test } from 'vitest'
import { seal, unseal } from './signed-token.ts'

const sealed = seal('secret', 'purpose', 'words, “any”', 100)

test('what is sealed is read again until it expires', () => {
  expect(unseal('secret', 'purpose', sealed, 99)).toBe('words, “any”')
  expect(unseal('secret', 'purpose', sealed, 100)).toBeNull()
})

test.each([
  ['under another secret', 'other', 'purpose', sealed],
  ['for another purpose', 'secret', 'other', sealed],
  ['with another content', 'secret', 'purpose', `x${sealed}`],
  ['with no signature', 'secret', 'purpose', sealed.split('.')[0]!],
  ['of nothing', 'secret', 'purpose', ''],
  ['of nothing but a dot', 'secret', 'purpose', '.'],
])('it is not read %s', (_, secret, purpose, text) => expect(unseal(secret, purpose, text, 0)).toBeNull())
