import { expect, test } from 'vitest'
import { isHash } from './acts.ts'
import { invitationHash, invitationPath } from './invitation.ts'

test('P21: the hash of a token is the SHA-256 of its text', () => {
  expect(invitationHash('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  expect(isHash(invitationHash('AAAAAAAAAAAAAAAAAAAAAA'))).toBe(true)
})

test('a link names the room and the token', () => {
  expect(invitationPath('room', 'token')).toBe('/i/room/token')
})
