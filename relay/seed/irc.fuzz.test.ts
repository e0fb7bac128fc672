import { expect, test } from 'vitest'
import { readBody, writeBody } from '../../shared/record/kinds.ts'
import { makeLocalTime } from '../base/zone.ts'
import { formats } from './formats.ts'
import { makeIrcReader, type Said } from './irc.ts'
import { readLines } from './lines.ts'

/** mulberry32, so that a seed that failed runs the same again. */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

const pieces = [
  '--- 2004-12-25\n', '--- 9999-99-99\n', '--- 0000-01-01\n', '[23:59] <heron> ', '[00:00]  * egret ', '<', '>', '[', ']',
  '=== x has joined\n', '\n', '\r\n', '\t', '\x03', '\x0304,', '🦆', 'a'.repeat(17_000), ' ', '[12:34] <', '"\\u0000', '--- ',
  '09:14 <@heron> ', '09:15  * egret ', '2004-12-25 09:14:00\t@heron\t', '2004-12-25 09:14:00\t *\theron ', '\r', '\xef\xbb\xbf',
  '**** BEGIN LOGGING AT Sat Dec 25 09:10:00 2004\n', 'Feb 30 09:14:00 <heron>\t', 'Dec 25 09:14:00 *\theron ',
  '[2004-12-25T09:14:00.000Z] <heron> ', '--- Log opened Sat Dec 25 09:10:22 2004\n', '--- Day changed Sun Feb 31 2004\n',
].map((piece) => Buffer.from(piece)) // biome-ignore format: a list to look at

const garble = (chance: () => number): Uint8Array => {
  const parts: Uint8Array[] = []
  const length = 1 + Math.floor(chance() * 40)
  for (let i = 0; i < length; i++) {
    const odd = Uint8Array.of(chance() * 256, chance() * 256)
    parts.push(chance() < 0.8 ? pieces[Math.floor(chance() * pieces.length)]! : odd)
  }
  return Buffer.concat(parts)
}

const readAll = async (bytes: Uint8Array, cut: number): Promise<Said[]> => {
  const said: Said[] = []
  async function* chunks() {
    yield bytes.subarray(0, cut)
    yield bytes.subarray(cut)
  }
  const lines: string[] = []
  for await (const line of readLines(chunks())) if (line !== 'too-long') lines.push(line.text)
  for (const format of formats) {
    const reader = makeIrcReader({ format, day: null, localTime: makeLocalTime('Europe/Berlin'), now: 2 ** 47 })
    const ofThis = lines.flatMap(reader.read)
    expect(new Set(ofThis.map(({ id }) => id)).size).toBe(ofThis.length)
    said.push(...ofThis)
  }
  return said
}

test('reads only valid records with unique ids from any bytes, in 2,000 seeded logs', async () => {
  let read = 0
  for (let seed = 1; seed <= 2_000; seed++) {
    const chance = seeded(seed)
    const bytes = garble(chance)
    const all = await readAll(bytes, Math.floor(chance() * bytes.length))
    read += all.length
    for (const { id, time, who, text } of all) {
      const body = { kind: 'import', text, who, id } as const
      expect(readBody('import', writeBody(body)), `seed ${seed}`).toEqual(body)
      expect(Number.isSafeInteger(time) && time > 0 && time < 2 ** 48, `seed ${seed}`).toBe(true)
    }
  }
  expect(read).toBeGreaterThan(500)
})
