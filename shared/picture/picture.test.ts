import { expect, test } from 'vitest'
import { Chance } from '../../tests/world/chance.ts'
import { chunk, exif, extendedWebp, jpeg, part, png, segment, webp } from '../../tests/world/pictures.ts'
import { Malformed } from '../bytes.ts'
import { readPieces } from './picture.ts'
import { withoutMetadata } from './without-metadata.ts'

const text = [...Buffer.from('made by amy')]
const size = { width: 300, height: 200 }
const plain: [string, Uint8Array][] = [
  ['JPEG', jpeg(size)],
  ['PNG', png(size)],
  ['lossy WebP', webp(size)],
  ['lossless WebP', webp({ ...size, how: 'lossless' })],
  ['extended WebP', extendedWebp(size)],
]
const laden: [string, Uint8Array, Uint8Array][] = [
  ['EXIF in a JPEG', jpeg({ ...size, more: exif() }), jpeg(size)],
  ['a comment in a JPEG', jpeg({ ...size, more: segment(0xfe, text) }), jpeg(size)],
  ['a profile in a JPEG', jpeg({ ...size, more: segment(0xe2, text) }), jpeg(size)],
  ['text in a PNG', png({ ...size, more: chunk('tEXt', text) }), png(size)],
  ['EXIF in a PNG', png({ ...size, more: chunk('eXIf', text) }), png(size)],
  [
    'EXIF in a WebP',
    extendedWebp({ ...size, flags: 0x18, more: part('EXIF', text) }),
    extendedWebp({ ...size, flags: 0x10 }),
  ],
  ['XMP in a WebP', extendedWebp({ ...size, flags: 0x04, more: part('XMP ', text) }), extendedWebp(size)],
]

test.each(plain)('reads the size of a %s and finds only picture data in it', (_, bytes) => {
  const { width, height, pieces } = readPieces(bytes)
  expect({ width, height }).toEqual(size)
  expect(pieces.every(({ what }) => what === 'picture')).toBe(true)
})

test.each(laden)('finds and removes %s', (_, bytes, without) => {
  expect(readPieces(bytes).pieces.some(({ what }) => what === 'more')).toBe(true)
  expect(withoutMetadata(bytes)).toEqual(without)
})

test.each(plain)(
  'each byte of a %s is in exactly one piece, and extra or missing bytes at the end are refused',
  (_, bytes) => {
    let at = 0
    for (const { from, to } of readPieces(bytes).pieces) {
      expect(from).toBe(at)
      at = to
    }
    expect(at).toBe(bytes.length)
    expect(() => readPieces(Uint8Array.from([...bytes, 0]))).toThrow(Malformed)
    for (let end = 0; end < bytes.length; end++) expect(() => readPieces(bytes.subarray(0, end))).toThrow(Malformed)
  },
)

test.each([
  ['a WebP that moves', extendedWebp({ flags: 0x02 })],
  ['a WebP with a canvas of another size', Uint8Array.from(extendedWebp(), (byte, at) => (at === 24 ? 99 : byte))],
  ['a PNG with a critical chunk that nobody knows', png({ more: chunk('XXXX', []) })],
  ['a JPEG with two frames', jpeg({ more: segment(0xc0, [8, 0, 9, 0, 9, 1]) })],
  ['an SVG', Uint8Array.from(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))],
  ['a GIF', Uint8Array.from(Buffer.from('GIF89a'))],
  ['nothing', new Uint8Array()],
])('refuses %s', (_, bytes) => {
  expect(() => readPieces(bytes)).toThrow(Malformed)
})

test('reads or refuses 50,000 pictures with random changes, and metadata it removed stays removed', () => {
  const chance = new Chance(20_261_121)
  const seeds = [...plain.map(([, bytes]) => bytes), ...laden.map(([, bytes]) => bytes)]
  let read = 0
  for (let round = 0; round < 50_000; round++) {
    const bytes = garble(chance, chance.pick(seeds))
    try {
      const clean = withoutMetadata(bytes)
      expect(readPieces(clean).pieces.every(({ what }) => what === 'picture')).toBe(true)
      read++
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
    }
  }
  expect(read).toBeGreaterThan(1_000)
})

const garble = (chance: Chance, seed: Uint8Array): Uint8Array => {
  const bytes = Uint8Array.from(seed)
  for (let changes = 1 + chance.below(3); changes > 0; changes--) bytes[chance.below(bytes.length)] = chance.below(256)
  return chance.below(4) === 0 ? bytes.subarray(0, chance.below(bytes.length)) : bytes
}
