import { createHash } from 'node:crypto'
import { Malformed } from '../../shared/bytes.ts'
import { largestPicture, readPieces, widestPicture } from '../../shared/picture/picture.ts'
import type { PictureRow } from '../store/store.ts'

export type ReadPicture = Pick<PictureRow, 'hash' | 'type' | 'bytes'>

/**
 * A picture as the app makes them: small, of a type that its own bytes tell, and nothing in it but what is to be seen. Null for
 * anything else. The pixels themselves are not decoded: that is for those who look at it.
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
