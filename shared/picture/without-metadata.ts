import { readPieces } from './picture.ts'
import type { Pieces } from './pieces.ts'
import { flagsAt, pictureFlags, sizeAt } from './webp.ts'

/** The same picture, without anything that is not visible. Throws `Malformed`. */
export const withoutMetadata = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const { type, pieces } = readPieces(bytes)
  const kept = join(bytes, pieces)
  if (type === 'image/webp') correctWebp(kept)
  return kept
}

const join = (bytes: Uint8Array, pieces: Pieces['pieces']): Uint8Array<ArrayBuffer> => {
  const kept = pieces.filter(({ what }) => what === 'picture')
  const joined = new Uint8Array(kept.reduce((sum, { from, to }) => sum + to - from, 0))
  let at = 0
  for (const { from, to } of kept) {
    joined.set(bytes.subarray(from, to), at)
    at += to - from
  }
  return joined
}

const extended = 0x58 // the X of VP8X, always the first chunk of an extended WebP

const correctWebp = (bytes: Uint8Array): void => {
  new DataView(bytes.buffer).setUint32(sizeAt, bytes.length - 8, true)
  if (bytes[15] === extended) bytes[flagsAt] = (bytes[flagsAt] ?? 0) & pictureFlags
}
