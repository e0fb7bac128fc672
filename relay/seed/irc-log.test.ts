import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../config/config.ts'
import { seed } from './command.ts'
import { openIrcLog } from './irc-log.ts'
import { CannotSeed } from './seeding.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yabber-irc-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const collect = async <T>(from: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const one of from) all.push(one)
  return all
}
const now = Date.UTC(2026, 0, 1)

test('reports how it read the log, what it assumed and what it left out or changed', async () => {
  const path = file(
    'pond.log',
    Buffer.concat([
      Buffer.from(
        '--- 2004-12-25\n=== x has joined #pond\n?\n[09:14] <a> \x02bold\n[25:00] <a> when\n[09:15] <a> \x02\n',
      ),
      Buffer.from(`[09:15] <a> ${'y'.repeat(17_000)}\n[09:16] <a> ${'z'.repeat(70_000)}\n`),
      Buffer.from('[09:17] <a> h\u00e9\n--- 2031-01-01\n[09:00] <a> ahead\n', 'latin1'),
    ]),
  )
  const log = await openIrcLog(path, { now })
  expect(log.format).toBe('ZNC, energymech or ubuntu')
  expect(log.remarks).toEqual([
    'Times were taken as UTC. If that is wrong, delete the room and pass --zone.',
    '1 notices, such as people joining and leaving, were left out.',
    '1 lines in an unknown format were left out.',
    '1 messages without a valid date and time were left out.',
    '1 messages without visible text were left out.',
    '1 lines longer than 64 KB were left out.',
    '1 messages were too long and were split.',
    '1 messages were not UTF-8 and were read as Windows-1252.',
    '1 messages lost colours and other formatting.',
    '1 messages were dated in the future and got the time of the import.',
  ])
  expect((await collect(log.said())).map(({ text }) => text.length)).toEqual([4, 16_000, 1_000, 2, 5])
})

test('a log with the date in its name needs no date inside, compressed or not', async () => {
  const text = '[09:14:00] <a> hi\n'
  for (const path of [file('#pond_20041225.log', text), file('2004-12-25.log.gz', gzipSync(text))])
    expect((await collect((await openIrcLog(path)).said()))[0]?.time).toBe(Date.UTC(2004, 11, 25, 9, 14))
  await expect(openIrcLog(file('pond.log', text))).rejects.toThrow('has times but no dates. Put the date in its name')
})

test('refuses a file that is not a log, shows its first lines and what was tried, and leaves nothing behind', async () => {
  mkdirSync(join(folder, 'logs'))
  const packed = gzipSync('--- 2004-12-25\n[09:14] <a> hi\n'.repeat(10_000))
  const cases: [string, string][] = [
    [
      file('tale.txt', 'once upon a time\nthere was a pond\n'),
      'Tried: The Lounge; WeeChat; HexChat; irssi; ZNC, energymech or ubuntu.\nIt begins:\n  "once upon a time"',
    ],
    [
      file(
        'random',
        Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 251),
      ),
      'the log format is unknown',
    ],
    [file('empty', ''), 'It is empty.'],
    [join(folder, 'none'), 'there is no such file. Check the path.'],
    [join(folder, 'logs'), 'it is a folder. Pass one of the files in it.'],
    [file('cut.gz', packed.subarray(0, packed.length - 20)), 'the gzip data ends too early. Copy the file again.'],
    [
      file('bad.gz', Buffer.concat([packed.subarray(0, 30), Buffer.alloc(900, 7)])),
      'the gzip data is damaged. Copy the file again.',
    ],
  ]
  const data = join(folder, 'data')
  for (const [path, words] of cases) {
    const doing = seed(readConfig(['seed', '--irc', path, '--data', data], {}))
    await expect(doing, path).rejects.toThrow(CannotSeed)
    await expect(doing, path).rejects.toThrow(`cannot read ${path}: `)
    await expect(doing, path).rejects.toThrow(words)
  }
  expect(existsSync(data)).toBe(false)
})
