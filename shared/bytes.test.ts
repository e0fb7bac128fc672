import { expect, test } from 'vitest'
import { fromBase64url, toBase64url } from './base64url.ts'
import { Malformed, Reader, Writer } from './bytes.ts'

const numbers = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 48, Number.MAX_SAFE_INTEGER]

test.each(numbers)('the number %d reads back as it was written', (value) => {
  const reader = new Reader(new Writer().varuint(value).done())
  expect(reader.varuint()).toBe(value)
  expect(reader.left).toBe(0)
})

test('P1: a number that is padded with zeros, too large or cut off is malformed', () => {
  const bad = [[0x80, 0x00], [0xff, 0x80, 0x00], [0x80], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]]
  for (const bytes of bad) expect(() => new Reader(Uint8Array.from(bytes)).varuint()).toThrow(Malformed)
})

test('P2: a length that goes past the end of the bytes is malformed, and no memory is allocated for it', () => {
  const bytes = new Writer().varuint(2 ** 40).done()
  expect(() => new Reader(bytes).varbytes()).toThrow(Malformed)
})

test('u48 holds the milliseconds of any future year', () => {
  for (const time of [0, 1, Date.UTC(2004, 11, 25), 2 ** 48 - 1])
    expect(new Reader(new Writer().u48(time).done()).u48()).toBe(time)
  expect(() => new Writer().u48(2 ** 48)).toThrow(RangeError)
})

test('text that is not UTF-8 is malformed', () => {
  expect(() => new Reader(Uint8Array.of(2, 0xc3, 0x28)).varstring()).toThrow(Malformed)
})

test('base64url is exact: no padding, no stray bits, no foreign characters', () => {
  for (let length = 0; length < 40; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255)
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes)
  }
  for (const text of ['A', 'AB', 'AA==', 'A+', 'AAA ']) expect(() => fromBase64url(text)).toThrow(Malformed)
})
