/**
 * A picture file as the pieces that it is made of. Readers of the formats are strict and linear: every byte is in one piece,
 * nothing follows the end, and no size that the bytes declare is believed before the bytes are there.
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
  /** `more`: nothing that is to be seen, such as where a photograph was taken. */
  what: 'picture' | 'more'
}
