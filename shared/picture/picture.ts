import { Malformed } from '../bytes.ts'
import { readJpeg } from './jpeg.ts'
import type { Pieces } from './pieces.ts'
import { readPng } from './png.ts'
import { readWebp } from './webp.ts'

export type PictureType = Pieces['type']

/** Limits: pixels along an edge, and bytes. */
export const widestPicture = 512
export const largestPicture = 256 * 1024

/**
 * Reads a picture of any size. The format follows from the first bytes, not from a declared type. Throws `Malformed`.
 */
export const readPieces = (bytes: Uint8Array): Pieces => {
  switch (bytes[0]) {
    case 0x52:
      return readWebp(bytes)
    case 0x89:
      return readPng(bytes)
    case 0xff:
      return readJpeg(bytes)
    default:
      throw new Malformed('not a WebP, PNG or JPEG')
  }
}
