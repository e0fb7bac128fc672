/**
 * A picture file, split into pieces. Readers of the formats are strict and linear: every byte is in one piece, nothing
 * follows the end, and a declared size is trusted only once that many bytes are there.
 */
export interface Pieces {
  type: 'image/webp' | 'image/png' | 'image/jpeg'
  width: number
  height: number
  /** Without gaps, from the first byte to the last. */
  pieces: readonly Piece[]
}

export interface Piece {
  from: number
  to: number
  /** `more`: data that is not visible, such as where a photograph was taken. */
  what: 'picture' | 'more'
}
