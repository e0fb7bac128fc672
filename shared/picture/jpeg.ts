import { Malformed, Reader } from '../bytes.ts'
import type { Piece, Pieces } from './pieces.ts'

const startOfImage = 0xd8
const endOfImage = 0xd9
const startOfScan = 0xda
/** Markers with the size: baseline, extended and progressive. */
const frames = new Set([0xc0, 0xc1, 0xc2])
/** Markers for Huffman and quantization tables and the restart interval. */
const tables = new Set([0xc4, 0xdb, 0xdd])
/** Kept, because without it a four-colour picture would show wrong colours. */
const adobe = 0xee
const isMore = (marker: number) => (marker >= 0xe0 && marker <= 0xef && marker !== adobe) || marker === 0xfe

/** JPEG (ITU T.81): markers with lengths, and scans that end at the next marker. Throws `Malformed`. */
export const readJpeg = (bytes: Uint8Array): Pieces => {
  const reader = new Reader(bytes)
  const pieces: Piece[] = []
  let size: { width: number; height: number } | null = null
  let scans = 0
  if (readMarker(reader) !== startOfImage) throw new Malformed('not a JPEG')
  pieces.push({ from: 0, to: reader.at, what: 'picture' })
  for (;;) {
    const from = reader.at
    const marker = readMarker(reader)
    if (marker === endOfImage) {
      pieces.push({ from, to: reader.at, what: 'picture' })
      break
    }
    const content = reader.take(readLength(reader))
    if (marker === adobe && content.length !== 12) throw new Malformed('unexpected length of the JPEG Adobe marker')
    if (frames.has(marker)) {
      if (size) throw new Malformed('JPEG has two frames')
      size = readFrame(content)
    } else if (marker === startOfScan) {
      skipScan(reader)
      scans++
    } else if (!tables.has(marker) && marker !== adobe && !isMore(marker)) throw new Malformed('unexpected JPEG marker')
    pieces.push({ from, to: reader.at, what: isMore(marker) ? 'more' : 'picture' })
  }
  reader.end()
  if (!size || scans === 0) throw new Malformed('JPEG has no image data')
  return { type: 'image/jpeg', ...size, pieces }
}

const readMarker = (reader: Reader): number => {
  if (reader.u8() !== 0xff) throw new Malformed('unexpected JPEG marker')
  return reader.u8()
}

const readLength = (reader: Reader): number => {
  const length = (reader.u8() << 8) | reader.u8()
  if (length < 2) throw new Malformed('JPEG length is too small')
  return length - 2
}

/** The frame starts with precision, height and width. */
const readFrame = (content: Uint8Array): { width: number; height: number } => {
  const [, h1 = 0, h2 = 0, w1 = 0, w2 = 0] = content
  if (content.length < 6) throw new Malformed('JPEG frame is too short')
  return { width: (w1 << 8) | w2, height: (h1 << 8) | h2 }
}

/** Inside a scan, 0xff is followed by 0 or by a restart marker. */
const skipScan = (reader: Reader): void => {
  const { bytes } = reader
  for (let at = reader.at; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] as number
    if (bytes[at] !== 0xff || next === 0 || (next >= 0xd0 && next <= 0xd7)) continue
    reader.at = at
    return
  }
  throw new Malformed('unexpected end of JPEG scan')
}
