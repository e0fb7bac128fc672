import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64url, toBase64url } from '../base64url.ts'
import { utf8 } from '../bytes.ts'

/**
 * Ids of direct conversations begin with these bytes and no other id may, so that nobody can occupy the id of a future
 * conversation.
 */
const mark = [0xd1, 0xec] as const

/**
 * Id of the one conversation of these people: the mark and 14 bytes of SHA-256 over "yabber/1 direct\0" and their ids
 * in order. Two people who start it separately get the same conversation.
 */
export const directRoomId = (users: Iterable<string>): string => {
  const text = `yabber/1 direct\0${[...new Set(users)].sort().join('\0')}`
  return toBase64url(new Uint8Array([...mark, ...sha256(utf8(text)).subarray(0, 14)]))
}

export const isDirectId = (room: string): boolean => {
  const [first, second] = fromBase64url(room)
  return first === mark[0] && second === mark[1]
}
