import { Malformed, Reader } from '../bytes.ts'
import type { Piece, Pieces } from './pieces.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const picture = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD'])

/** PNG (ISO 15948): chunks from IHDR to IEND. Checksums are left to the decoder. Throws `Malformed`. */
export const readPng = (bytes: Uint8Array): Pieces => {
  const reader = new Reader(bytes)
  if (!signature.every((byte) => reader.u8() === byte)) throw new Malformed('not a PNG')
  const pieces: Piece[] = [{ from: 0, to: reader.at, what: 'picture' }]
  let size: { width: number; height: number } | null = null
  let hasPixels = false
  for (;;) {
    const from = reader.at
    const length = readU32(reader)
    const name = readName(reader)
    const content = reader.take(length)
    reader.take(4)
    if ((name === 'IHDR') !== (size === null)) throw new Malformed('PNG header must come first and only once')
    size ??= readHeader(content)
    if (!picture.has(name) && isCritical(name)) throw new Malformed('unknown critical PNG chunk')
    hasPixels ||= name === 'IDAT'
    pieces.push({ from, to: reader.at, what: picture.has(name) ? 'picture' : 'more' })
    if (name === 'IEND') break
  }
  reader.end()
  if (!hasPixels) throw new Malformed('PNG has no image data')
  return { type: 'image/png', ...size, pieces }
}

const readU32 = (reader: Reader): number => {
  const [a = 0, b = 0, c = 0, d = 0] = reader.take(4)
  return a * 2 ** 24 + ((b << 16) | (c << 8) | d)
}

const readName = (reader: Reader): string => {
  const name = String.fromCharCode(...reader.take(4))
  if (!/^[A-Za-z]{4}$/.test(name)) throw new Malformed('PNG chunk name must be four letters')
  return name
}

/** Capital first letter. A decoder may ignore a chunk whose name begins with a small letter. */
const isCritical = (name: string): boolean => name < 'a'

const readHeader = (content: Uint8Array): { width: number; height: number } => {
  if (content.length !== 13) throw new Malformed('PNG header must have 13 bytes')
  const reader = new Reader(content)
  return { width: readU32(reader), height: readU32(reader) }
}
