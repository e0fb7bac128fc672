import { Malformed, Reader } from '../bytes.ts'
import type { Piece, Pieces } from './pieces.ts'

interface Size {
  width: number
  height: number
}

/** Offsets of the file's size, and of the flags in an extended WebP. */
export const sizeAt = 4
export const flagsAt = 20
/** Only alpha is kept. The flags for a colour profile, EXIF, XMP and animation are cleared. */
export const pictureFlags = 0x10
const headBytes = 12

/** A still WebP (RFC 9649): one picture, or an extended header, transparency and a picture. Throws `Malformed`. */
export const readWebp = (bytes: Uint8Array): Pieces => {
  const reader = new Reader(bytes)
  if (readName(reader) !== 'RIFF' || readU32(reader) !== bytes.length - 8 || readName(reader) !== 'WEBP')
    throw new Malformed('not a WebP')
  const pieces: Piece[] = [{ from: 0, to: headBytes, what: 'picture' }]
  let canvas: Size | null = null
  let size: Size | null = null
  while (reader.left > 0) {
    const from = reader.at
    const name = readName(reader)
    const content = readContent(reader)
    if (name === 'VP8X' && from === headBytes) canvas = readExtended(content)
    else if (name === 'VP8 ' || name === 'VP8L') {
      if (size) throw new Malformed('WebP has two pictures')
      size = name === 'VP8 ' ? readLossy(content) : readLossless(content)
    } else if (!canvas || !after.has(name)) throw new Malformed('unexpected WebP chunk')
    pieces.push({ from, to: reader.at, what: after.get(name) ?? 'picture' })
  }
  if (!size) throw new Malformed('WebP has no image data')
  if (canvas && (canvas.width !== size.width || canvas.height !== size.height)) throw new Malformed('WebP sizes differ')
  return { type: 'image/webp', ...size, pieces }
}

/** Chunks allowed after the extended header besides the picture. */
const after = new Map<string, Piece['what']>([
  ['ALPH', 'picture'],
  ['ICCP', 'more'],
  ['EXIF', 'more'],
  ['XMP ', 'more'],
])

const readU32 = (reader: Reader): number => {
  const [a = 0, b = 0, c = 0, d = 0] = reader.take(4)
  return ((c << 16) | (b << 8) | a) + d * 2 ** 24
}

const readName = (reader: Reader): string => String.fromCharCode(...reader.take(4))

/** Content is padded with a zero byte to an even length. */
const readContent = (reader: Reader): Uint8Array => {
  const length = readU32(reader)
  const content = reader.take(length)
  if (length % 2 === 1 && reader.u8() !== 0) throw new Malformed('WebP padding must be zero')
  return content
}

/** Flags, three reserved bytes, then width and height, each minus one, in three bytes. */
const readExtended = (content: Uint8Array): Size => {
  if (content.length !== 10) throw new Malformed('WebP header must have 10 bytes')
  const [flags = 0, , , , w1 = 0, w2 = 0, w3 = 0, h1 = 0, h2 = 0, h3 = 0] = content
  if ((flags & 0x02) !== 0) throw new Malformed('WebP is animated')
  return { width: ((w3 << 16) | (w2 << 8) | w1) + 1, height: ((h3 << 16) | (h2 << 8) | h1) + 1 }
}

/** RFC 6386: the tag of a key frame, the start code, and two sizes of 14 bits. */
const readLossy = (content: Uint8Array): Size => {
  const [tag = 1, , , s1, s2, s3, w1 = 0, w2 = 0, h1 = 0, h2 = 0] = content
  if (content.length < 10 || (tag & 1) !== 0 || s1 !== 0x9d || s2 !== 0x01 || s3 !== 0x2a)
    throw new Malformed('not a WebP key frame')
  return { width: ((w2 & 0x3f) << 8) | w1, height: ((h2 & 0x3f) << 8) | h1 }
}

/** A signature byte, then two sizes of 14 bits, each minus one. */
const readLossless = (content: Uint8Array): Size => {
  const [mark, b0 = 0, b1 = 0, b2 = 0, b3 = 0] = content
  if (content.length < 5 || mark !== 0x2f) throw new Malformed('not a lossless WebP frame')
  const bits = b0 | (b1 << 8) | (b2 << 16) | (b3 << 24)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
