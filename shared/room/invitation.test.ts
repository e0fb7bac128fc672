import { expect, test } from 'vitest'
import { isHash } from './acts.ts'
import { invitationHash } from './invitation.ts'

test('what is kept of a token is its SHA-256 and nothing else', () => {
  expect(invitationHash('AAAAAAAAAAAAAAAAAAAAAA')).toBe('ilvbTMFRZBJsbvJmjendJA0pnOY5ekLJWpQRuT0IDtg')
  expect(isHash(invitationHash('AAAAAAAAAAAAAAAAAAAAAA'))).toBe(true)
})
