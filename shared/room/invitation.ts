import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url } from '../base64url.ts'
import { utf8 } from '../bytes.ts'

/**
 * The stored form of an invitation's token: SHA-256 over its text, in base64url. The token is 16 random bytes in
 * base64url.
 */
export const invitationHash = (token: string): string => toBase64url(sha256(utf8(token)))

/** Path of an invite link on the relay's own origin. */
export const invitationPath = (room: string, token: string): string => `/i/${room}/${token}`

/** Why the person who made a link lost the right to invite, which ended the link. */
export const linkEnds = ['removed', 'banned', 'left', 'deleted', 'account', 'demoted', 'setting'] as const
export type LinkEnd = (typeof linkEnds)[number]
