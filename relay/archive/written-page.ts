import { createHash } from 'node:crypto'

/** A page as it is sent. It may be many megabytes, so it stays in pieces: to copy all of it takes long as well. */
export interface WrittenPage {
  /** UTF-8. */
  pieces: readonly Uint8Array[]
  length: number
  /** A hash of the bytes, as HTTP writes it. */
  etag: string
}

/**
 * Encodes and hashes a page piece by piece. After each one `pause` lets other work run. Throws what `pause` throws.
 */
export const writeInTurns = async (pieces: Iterable<string>, pause: () => Promise<void>): Promise<WrittenPage> => {
  const hash = createHash('sha256')
  const written: Uint8Array[] = []
  let length = 0
  for (const piece of pieces) {
    const bytes = Buffer.from(piece)
    hash.update(bytes)
    written.push(bytes)
    length += bytes.length
    await pause()
  }
  return { pieces: written, length, etag: `"${hash.digest('base64url').slice(0, 22)}"` }
}
