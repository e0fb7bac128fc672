/** Picture files made by hand. The files are complete, even if the pictures show nothing. */

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0))
const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255]
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value)]
const le24 = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255]
const le32 = (value: number): number[] => [...le24(value), value >>> 24]

export const segment = (marker: number, content: readonly number[]): number[] => [
  0xff,
  marker,
  ...u16(content.length + 2),
  ...content,
]
export const jpeg = ({ width = 8, height = 8, more = [] as number[], tail = [] as number[] } = {}): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xd8],
    ...more,
    ...segment(0xdb, Array<number>(65).fill(1)),
    ...segment(0xc0, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...[1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd9],
    ...tail,
  ])

export const chunk = (name: string, content: readonly number[]): number[] => [
  ...u32(content.length),
  ...ascii(name),
  ...content,
  ...u32(0),
]
export const png = ({ width = 8, height = 8, more = [] as number[], tail = [] as number[] } = {}): Uint8Array =>
  Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [...u32(width), ...u32(height), 8, 0, 0, 0, 0]),
    ...more,
    ...chunk('IDAT', [0x78, 0x9c, 0x63, 0x80, 0x01, 0x00, 0x00, 0x08, 0x00, 0x01]),
    ...chunk('IEND', []),
    ...tail,
  ])

export const part = (name: string, content: readonly number[]): number[] => [
  ...ascii(name),
  ...le32(content.length),
  ...content,
  ...(content.length % 2 === 1 ? [0] : []),
]
const lossless = (width: number, height: number): number[] =>
  part('VP8L', [0x2f, ...le32((width - 1) | ((height - 1) << 14)), 7, 7, 7])
const lossy = (width: number, height: number): number[] =>
  part('VP8 ', [0x10, 0, 0, 0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8, 9])

export const webp = ({ width = 8, height = 8, how = 'lossy' as 'lossy' | 'lossless', tail = [] as number[] } = {}) =>
  riff([...(how === 'lossy' ? lossy : lossless)(width, height)], tail)

/** `flags`: 0x10 alpha, 0x08 EXIF, 0x04 XMP, 0x20 colour profile, 0x02 animation. */
export const extendedWebp = ({ width = 8, height = 8, flags = 0, more = [] as number[] } = {}): Uint8Array =>
  riff([...part('VP8X', [flags, 0, 0, 0, ...le24(width - 1), ...le24(height - 1)]), ...lossy(width, height), ...more])

const riff = (content: readonly number[], tail: readonly number[] = []): Uint8Array =>
  Uint8Array.from([...ascii('RIFF'), ...le32(content.length + 4), ...ascii('WEBP'), ...content, ...tail])

/** An EXIF segment with orientation 6 and the place where the photo was taken. */
export const exif = (): number[] => {
  const entry = (tag: number, type: number, count: number, value: readonly number[]) => [
    ...u16(tag),
    ...u16(type),
    ...u32(count),
    ...value,
  ]
  const directory = (entries: readonly number[][]) => [...u16(entries.length), ...entries.flat(), ...u32(0)]
  const placeAt = 8 + 2 + 2 * 12 + 4
  const degreesAt = placeAt + 2 + 2 * 12 + 4
  const tiff = [
    ...ascii('MM'),
    ...u16(42),
    ...u32(8),
    ...directory([entry(0x0112, 3, 1, [...u16(6), 0, 0]), entry(0x8825, 4, 1, u32(placeAt))]),
    ...directory([entry(1, 2, 2, [...ascii('N'), 0, 0, 0]), entry(2, 5, 3, u32(degreesAt))]),
    ...[52, 1, 31, 1, 12, 1].flatMap(u32),
  ]
  return segment(0xe1, [...ascii('Exif'), 0, 0, ...tiff])
}
