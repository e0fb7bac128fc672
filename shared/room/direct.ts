import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64url, toBase64url } from '../base64url.ts'
import { utf8 } from '../bytes.ts'

/** Ids of direct conversations begin so, and no other room may: nobody can squat the id that two people will meet in. */
const mark = [0xd1, 0xec] as const

/**
 * The one conversation of these people: the mark and 14 bytes of SHA-256 over "yabber/1 direct\0" and their ids in order,
 * so that two who start it apart start the same.
 */
export const directRoomId = (users: Iterable<string>): string => {
  const text = `yabber/1 direct\0${[...new Set(users)].sort().join('\0')}`
  return toBase64url(new Uint8Array([...mark, ...sha256(utf8(text)).subarray(0, 14)]))
}

export const isDirectId = (room: string): boolean => {
  const [first, second] = fromBase64url(room)
  return first === mark[0] && second === mark[1]
}
