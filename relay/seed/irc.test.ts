import { describe, expect, test } from 'vitest'
import { makeLocalTime } from '../base/zone.ts'
import { recognise } from './formats.ts'
import { longestPart, makeIrcReader, type Said } from './irc.ts'

const now = Date.UTC(2026, 0, 1)
const readerFor = (lines: readonly string[], day: string | null = null, zone = 'UTC') =>
  makeIrcReader({
    format: recognise([...lines, '[09:14] <a> b']) ?? expect.unreachable('no format'),
    day,
    localTime: makeLocalTime(zone),
    now,
  })
const read = (...lines: string[]): Said[] => lines.flatMap(readerFor(lines).read)
const times = (...lines: string[]) => read(...lines).map(({ time }) => new Date(time).toISOString())

describe('a line of an IRC log', () => {
  test('says who, what, and when to the minute, in UTC', () => {
    expect(read('--- 2004-12-25', '[09:14] <heron> has anyone fed the pond?')).toEqual([
      {
        id: expect.stringMatching(/^\S{22}\.1$/),
        time: Date.UTC(2004, 11, 25, 9, 14),
        who: 'heron',
        text: 'has anyone fed the pond?',
      },
    ])
  })

  test('stays an action if it is one', () => {
    const [action] = read('--- 2004-12-25', '[09:14]  * heron wades in')
    expect(action).toMatchObject({ who: 'heron', text: '/me wades in' })
  })

  test.each([
    '=== heron [~h@pond.example] has joined #pond',
    '=== heron is now known as egret',
    '[09:14] <heron> ',
    '[09:14] <heron> \u200b\u3164',
    '[09:14] <\u200b> hello',
    '[09:14] <heron>',
    '[09:14] <> hello',
    '[9:14] <heron> hello',
    '[24:00] <heron> hello',
    '[09:60] <heron> hello',
    'hello',
    '',
    `[09:14] <${'n'.repeat(70)}> hello`,
  ])('is skipped when it is not a valid message: %s', (line) => {
    expect(read('--- 2004-12-25', line)).toEqual([])
  })

  test("is skipped before the first date, and after a date that doesn't exist", () => {
    expect(read('[09:14] <heron> early')).toEqual([])
    expect(read('--- 2004-12-25', '--- 2005-02-30', '[09:14] <heron> never')).toEqual([])
  })

  test('loses its colour codes, and is split when it is too long for one message', () => {
    const [said] = read('--- 2004-12-25', '[09:14] <he\x02ron> \x0304,01red\x03 \x1funder\x1f\ttab\x00')
    expect(said).toMatchObject({ who: 'heron', text: 'red under\ttab' })
    const long = read('--- 2004-12-25', `[09:14] <heron> ${'a'.repeat(longestPart - 1)}🦆`)
    expect(long.map(({ text }) => text)).toEqual(['a'.repeat(longestPart - 1), '🦆'])
  })

  test('can come from a nick with spaces in it', () => {
    expect(read('--- 2004-12-25', '[09:14] <grey he> hi')[0]).toMatchObject({ who: 'grey he', text: 'hi' })
  })
})

describe('the lines of a day', () => {
  test('within one minute are a millisecond apart, in their order', () => {
    expect(times('--- 2004-12-25', '[09:14] <a> 1', '[09:14] <b> 2', '[09:14] <a> 3', '[09:15] <b> 4')).toEqual([
      '2004-12-25T09:14:00.000Z',
      '2004-12-25T09:14:00.001Z',
      '2004-12-25T09:14:00.002Z',
      '2004-12-25T09:15:00.000Z',
    ])
  })

  test('that run past midnight belong to the next day', () => {
    expect(times('--- 2004-12-31', '[23:59] <a> 1', '[00:00] <b> 2')).toEqual([
      '2004-12-31T23:59:00.000Z',
      '2005-01-01T00:00:00.000Z',
    ])
  })

  test('never go back in time, even if somebody set a clock back', () => {
    expect(times('--- 2004-12-25', '[09:14] <a> 1', '[09:11] <b> 2')[1]).toBe('2004-12-25T09:14:00.001Z')
  })

  test('keep the same ids, whatever is skipped between them', () => {
    const plain = read('--- 2004-12-25', '[09:14] <a> 1', '[09:14] <b> 2', '--- 2004-12-26', '[09:14] <a> 3')
    const noisy = read(
      '--- 2004-12-25',
      '=== x',
      '[09:14] <a> 1',
      '?',
      '[09:14] <b> 2',
      '--- 2004-12-26',
      '[09:14] <a> 3',
    )
    expect(noisy).toEqual(plain)
    expect(new Set(plain.map(({ id }) => id)).size).toBe(3)
  })

  test('that occur twice in one log get different ids', () => {
    const ids = read('--- 2004-12-25', '[09:14] <a> 1', '--- 2004-12-25', '[09:14] <a> 1').map(({ id }) => id)
    expect(new Set(ids).size).toBe(2)
  })
})

describe('a log', () => {
  const at = (clock: string) => Date.UTC(2004, 11, 25, ...(clock.split(':').map(Number) as [number, number]))
  const logs: [string, string | null, string[]][] = [
    [
      'irssi',
      null,
      [
        '--- Log opened Sat Dec 25 09:10:22 2004',
        '09:14 -!- heron [~h@pond.example] has joined #pond',
        '09:14 <@heron> fed?',
        '09:15 < egret> no',
        '09:16  * heron wades in',
        '--- Day changed Sun Dec 26 2004',
        '00:01 <+heron> late',
      ],
    ],
    [
      'WeeChat',
      null,
      [
        '2004-12-25 09:14:00\t-->\theron (~h@pond.example) has joined #pond',
        '2004-12-25 09:14:00\t@heron\tfed?',
        '2004-12-25 09:15:00\tegret\tno',
        '2004-12-25 09:16:00\t *\theron wades in',
        '2004-12-26 00:01:00\t+heron\tlate',
      ],
    ],
    [
      'HexChat',
      null,
      [
        '**** BEGIN LOGGING AT Sat Dec 25 09:10:00 2004',
        '',
        'Dec 25 09:13:00 *\theron (~h@pond.example) has joined',
        'Dec 25 09:14:00 <heron>\tfed?',
        'Dec 25 09:15:00 <egret>\tno',
        'Dec 25 09:16:00 *\theron wades in',
        'Dec 26 00:01:00 <heron>\tlate',
      ],
    ],
    [
      'The Lounge',
      null,
      [
        '[2004-12-25T09:13:00.000Z] *** heron (~h@pond.example) joined',
        '[2004-12-25T09:14:00.000Z] <@heron> fed?',
        '[2004-12-25T09:15:00.000Z] <egret> no',
        '[2004-12-25T09:16:00.000Z] * heron wades in',
        '[2004-12-26T00:01:00.000Z] <heron> late',
      ],
    ],
    [
      'ZNC, energymech or ubuntu',
      '2004-12-25',
      [
        '[09:13:00] *** Joins: heron (~h@pond.example)',
        '[09:14:00] <@heron> fed?',
        '[09:15:00] <egret> no',
        '[09:16:00] * heron wades in',
        '--- 2004-12-26',
        '[00:01:00] <heron> late',
      ],
    ],
  ]
  test.each(logs)('of %s can be read', (name, day, lines) => {
    expect(recognise(lines)?.name).toBe(name)
    const reader = readerFor(lines, day)
    expect(lines.flatMap(reader.read).map(({ time, who, text }) => [time, who, text])).toEqual([
      [at('09:14'), 'heron', 'fed?'],
      [at('09:15'), 'egret', 'no'],
      [at('09:16'), 'heron', '/me wades in'],
      [Date.UTC(2004, 11, 26, 0, 1), 'heron', 'late'],
    ])
    expect(reader.counts).toMatchObject({ notices: 1, unread: 0, undated: 0 })
  })

  test('is not recognised in other text', () => {
    expect(recognise(['once upon a time', 'there was a pond', '{"json": true}'])).toBeNull()
    expect(recognise([])).toBeNull()
  })

  test('of HexChat goes on into the new year', () => {
    const [said] = read('**** BEGIN LOGGING AT Fri Dec 31 23:50:00 2004', 'Jan  1 00:01:00 <heron>\thappy')
    expect(said?.time).toBe(Date.UTC(2005, 0, 1, 0, 1))
  })
})

describe('the ids of a log', () => {
  const day = ['--- 2004-12-25', '[09:14] <a> 1', '[09:14] <b> 2', '[09:14] <a> 1']
  test('depend on the messages, so a longer or corrected log keeps the ids of unchanged messages', () => {
    const before = read(...day).map(({ id }) => id)
    const longer = read('--- 2004-12-24', '[10:00] <c> earlier', ...day, '[09:20] <c> later').map(({ id }) => id)
    expect(longer.slice(1, 4)).toEqual(before)
    const corrected = read(...day.with(2, '[09:14] <b> two')).map(({ id }) => id)
    expect(corrected.map((id, i) => id === before[i])).toEqual([true, false, true])
  })
})

describe('times', () => {
  test('in another time zone follow that zone, in summer and winter', () => {
    const at = (zone: string, day: string) => {
      const lines = [`--- ${day}`, '[09:14] <a> 1']
      return new Date(lines.flatMap(readerFor(lines, null, zone).read)[0]?.time ?? 0).toISOString()
    }
    expect(at('Europe/Berlin', '2004-12-25')).toBe('2004-12-25T08:14:00.000Z')
    expect(at('Europe/Berlin', '2004-07-25')).toBe('2004-07-25T07:14:00.000Z')
    expect(at('Pacific/Auckland', '2004-12-25')).toBe('2004-12-24T20:14:00.000Z')
  })

  test('in the future become the present, and are counted', () => {
    const lines = ['--- 2031-01-01', '[09:14] <a> 1', '[09:15] <a> 2']
    const reader = readerFor(lines)
    const said = lines.flatMap(reader.read)
    expect(said.map(({ time }) => time)).toEqual([now, now])
    expect(new Set(said.map(({ id }) => id)).size).toBe(2)
    expect(reader.counts.ahead).toBe(2)
  })
})
