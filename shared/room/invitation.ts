import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url } from '../base64url.ts'
import { utf8 } from '../bytes.ts'

/** What is kept of a link's token: SHA-256 of its text, base64url. */
export const invitationHash = (token: string): string => toBase64url(sha256(utf8(token)))
