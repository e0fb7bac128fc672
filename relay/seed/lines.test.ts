import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { longestLineBytes, readLines, readMaybePacked } from './lines.ts'

async function* chunks(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part
}
const collect = async <T>(from: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const one of from) all.push(one)
  return all
}
const lines = async (...parts: (string | Uint8Array)[]) =>
  (await collect(readLines(chunks(...parts)))).map((line) => (line === 'too-long' ? line : line.text))

test('lines stay whole, wherever the chunks end', async () => {
  const bytes = Buffer.from('one\ntwo ünd\r\n\nfour')
  const expected = ['one', 'two ünd', '', 'four']
  for (let at = 0; at <= bytes.length; at++)
    expect(await lines(bytes.subarray(0, at), bytes.subarray(at))).toEqual(expected)
})

test('skips and reports a line that is too long, and reads the next one', async () => {
  const long = 'x'.repeat(longestLineBytes)
  expect(await lines(`a\n${long}\n`, long, long, 'y\nb\n')).toEqual(['a', long, 'too-long', 'b'])
})

test('reads and reports a line that is not UTF-8 as Windows-1252, and no other line', async () => {
  expect(await collect(readLines(chunks(Buffer.from('h\u00e9ron \u0093\n', 'latin1'), 'h\u00e9ron\n')))).toEqual([
    { text: 'h\u00e9ron \u201c', western: true },
    { text: 'h\u00e9ron', western: false },
  ])
})

test('reads UTF-16 with or without a byte order mark, and skips the mark of UTF-8', async () => {
  const text = '[09:14] <heron> h\u00e9llo 🦆\n[09:15] <egret> yes\n'
  const little = Buffer.from(text, 'utf16le')
  const big = Buffer.from(little).swap16()
  const all = [little, big, Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()]
  for (const bytes of [...all, Buffer.from(`\ufeff${text}`)])
    for (const at of [0, 1, 3, 20])
      expect(await lines(bytes.subarray(0, at), bytes.subarray(at))).toEqual(text.trim().split('\n'))
})

test('a bare carriage return ends a line too', async () => {
  expect(await lines('one\rtwo\r\nthree\r', '\nfour\n\rfive')).toEqual(['one', 'two', 'three', 'four', '', 'five'])
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yabber-lines-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a compressed file reads like the plain one, whatever its name', async () => {
  const content = 'one\ntwo\n'.repeat(10_000)
  for (const [name, bytes] of Object.entries({ 'plain.gz': Buffer.from(content), packed: gzipSync(content) })) {
    writeFileSync(join(folder, name), bytes)
    const read = Buffer.concat(await collect(readMaybePacked(join(folder, name)))).toString()
    expect(read === content).toBe(true)
  }
})

test('a missing file or one with incomplete compressed data throws an error', async () => {
  const packed = gzipSync('one\ntwo\n'.repeat(10_000))
  writeFileSync(join(folder, 'cut'), packed.subarray(0, packed.length - 20))
  await expect(collect(readMaybePacked(join(folder, 'none')))).rejects.toThrow('ENOENT')
  await expect(collect(readMaybePacked(join(folder, 'cut')))).rejects.toThrow('unexpected end of file')
})
