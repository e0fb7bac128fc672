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
const lines = (...parts: (string | Uint8Array)[]) => collect(readLines(chunks(...parts)))

test('lines are whole wherever the chunks end', async () => {
  const bytes = Buffer.from('one\ntwo ünd\r\n\nfour')
  const expected = ['one', 'two ünd', '', 'four']
  for (let at = 0; at <= bytes.length; at++)
    expect(await lines(bytes.subarray(0, at), bytes.subarray(at))).toEqual(expected)
})

test('a line that is too long is passed over, and the next is read', async () => {
  const long = 'x'.repeat(longestLineBytes)
  expect(await lines(`a\n${long}\n`, long, long, 'y\nb\n')).toEqual(['a', long, 'b'])
})

test('bytes that are not UTF-8 neither stop the reading nor pass as they are', async () => {
  expect(await lines(Uint8Array.of(0x61, 0xff, 0xc3, 0x0a, 0x62))).toEqual(['a\ufffd\ufffd', 'b'])
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yabber-lines-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a packed file reads like the plain one, whatever it is called', async () => {
  const content = 'one\ntwo\n'.repeat(10_000)
  for (const [name, bytes] of Object.entries({ 'plain.gz': Buffer.from(content), packed: gzipSync(content) })) {
    writeFileSync(join(folder, name), bytes)
    const read = Buffer.concat(await collect(readMaybePacked(join(folder, name)))).toString()
    expect(read === content).toBe(true)
  }
})

test('a file that is not there, or that ends inside its packing, is a fault', async () => {
  const packed = gzipSync('one\ntwo\n'.repeat(10_000))
  writeFileSync(join(folder, 'cut'), packed.subarray(0, packed.length - 20))
  await expect(collect(readMaybePacked(join(folder, 'none')))).rejects.toThrow('ENOENT')
  await expect(collect(readMaybePacked(join(folder, 'cut')))).rejects.toThrow('unexpected end of file')
})
