import { Malformed } from './bytes.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const values = new Map([...alphabet].map((char, value) => [char, value]))

/** RFC 4648 section 5, without padding. */
export const toBase64url = (bytes: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const chars = Math.min(3, bytes.length - i) + 1
    for (let k = 0; k < chars; k++) text += alphabet[(bits >> (18 - 6 * k)) & 63]
  }
  return text
}

/**
 * Exact inverse of `toBase64url`. Throws `Malformed` for padding, foreign characters or unused bits that are not zero.
 */
export const fromBase64url = (text: string): Uint8Array => {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const char of text) {
    const value = values.get(char)
    if (value === undefined) throw new Malformed('not base64url')
    bits = (bits << 6) | value
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = bits >> held
      bits &= (1 << held) - 1
    }
  }
  if (held === 6 || bits !== 0) throw new Malformed('not base64url')
  return bytes
}
