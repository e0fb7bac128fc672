import { createHash } from 'node:crypto'
import { Malformed } from '../../shared/bytes.ts'
import { largestPicture, readPieces, widestPicture } from '../../shared/picture/picture.ts'
import type { PictureRow } from '../store/pictures.ts'

export type ReadPicture = Pick<PictureRow, 'hash' | 'type' | 'bytes'>

/**
 * Reads a picture as the app makes them: small, of a type recognised by its bytes, and without any metadata. Null for
 * anything else. The pixels are not decoded here; that is left to the viewers' browsers.
 */
export const readPicture = (bytes: Uint8Array): ReadPicture | null => {
  if (bytes.length > largestPicture) return null
  try {
    const { type, width, height, pieces } = readPieces(bytes)
    if (!isFit(width) || !isFit(height) || pieces.some(({ what }) => what === 'more')) return null
    return { hash: createHash('sha256').update(bytes).digest('base64url'), type, bytes }
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

const isFit = (edge: number): boolean => edge >= 1 && edge <= widestPicture
