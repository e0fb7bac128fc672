import { expect, test } from 'vitest'
import { readToken, signToken } from './signed-token.ts'

const sealed = signToken('secret', 'purpose', 'words, “any”', 100)

test('a signed token can be read until it expires', () => {
  expect(readToken('secret', 'purpose', sealed, 99)).toBe('words, “any”')
  expect(readToken('secret', 'purpose', sealed, 100)).toBeNull()
})

test.each([
  ['under another secret', 'other', 'purpose', sealed],
  ['for another purpose', 'secret', 'other', sealed],
  ['with another content', 'secret', 'purpose', `x${sealed}`],
  ['with no signature', 'secret', 'purpose', sealed.split('.')[0]!],
  ['of nothing', 'secret', 'purpose', ''],
  ['of nothing but a dot', 'secret', 'purpose', '.'],
])("a token can't be read %s", (_, secret, purpose, text) => expect(readToken(secret, purpose, text, 0)).toBeNull())
