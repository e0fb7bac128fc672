import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url } from '../base64url.ts'
import { utf8 } from '../bytes.ts'

/** What is kept of an invitation's token, which is 16 random bytes in base64url: SHA-256 over its text, base64url. */
export const invitationHash = (token: string): string => toBase64url(sha256(utf8(token)))

/** Where the link of an invitation leads, on the relay's own origin. */
export const invitationPath = (room: string, token: string): string => `/i/${room}/${token}`

/** What ended the right to invite of whoever made a link, and so the link. */
export const linkEnds = ['removed', 'banned', 'left', 'deleted', 'account', 'demoted', 'setting'] as const
export type LinkEnd = (typeof linkEnds)[number]
