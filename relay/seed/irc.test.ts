import { describe, expect, test } from 'vitest'
import { limits } from '../../shared/record/limits.ts'
import { makeIrcReader, type Said } from './irc.ts'

const read = (...lines: string[]): Said[] => {
  const reader = makeIrcReader()
  return lines.flatMap((line) => reader(line) ?? [])
}
const times = (...lines: string[]) => read(...lines).map(({ time }) => new Date(time).toISOString())

describe('a line of an IRC log', () => {
  test('says who, what, and when to the minute, in UTC', () => {
    expect(read('--- 2004-12-25', '[09:14] <heron> has anyone fed the pond?')).toEqual([
      { id: '2004-12-25.1', time: Date.UTC(2004, 11, 25, 9, 14), who: 'heron', text: 'has anyone fed the pond?' },
    ])
  })

  test('that tells a deed keeps the deed', () => {
    const [deed] = read('--- 2004-12-25', '[09:14]  * heron wades in')
    expect(deed).toMatchObject({ who: 'heron', text: '/me wades in' })
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
    `[09:14] <${'n'.repeat(65)}> hello`,
  ])('is passed over where nobody says anything: %s', (line) => {
    expect(read('--- 2004-12-25', line)).toEqual([])
  })

  test('is passed over before the first day, and after a day that no calendar has', () => {
    expect(read('[09:14] <heron> early')).toEqual([])
    expect(read('--- 2004-12-25', '--- 2005-02-30', '[09:14] <heron> never')).toEqual([])
  })

  test('loses the bytes that only colour it, and what is over the limit of a text', () => {
    const [said] = read('--- 2004-12-25', '[09:14] <he\x02ron> \x0304,01red\x03 \x1funder\x1f\ttab\x00')
    expect(said).toMatchObject({ who: 'heron', text: 'red under\ttab' })
    const [long] = read('--- 2004-12-25', `[09:14] <heron> ${'a'.repeat(limits.textLength - 1)}🦆`)
    expect(long?.text).toBe('a'.repeat(limits.textLength - 1))
  })

  test('may come from a nick with spaces in it', () => {
    expect(read('--- 2004-12-25', '[09:14] <grey he> hi')[0]).toMatchObject({ who: 'grey he', text: 'hi' })
  })
})

describe('the lines of a day', () => {
  test('said in one minute are a millisecond apart, in their order', () => {
    expect(times('--- 2004-12-25', '[09:14] <a> 1', '[09:14] <b> 2', '[09:14] <a> 3', '[09:15] <b> 4')).toEqual([
      '2004-12-25T09:14:00.000Z',
      '2004-12-25T09:14:00.001Z',
      '2004-12-25T09:14:00.002Z',
      '2004-12-25T09:15:00.000Z',
    ])
  })

  test('that run past midnight belong to the next', () => {
    expect(times('--- 2004-12-31', '[23:59] <a> 1', '[00:00] <b> 2')).toEqual([
      '2004-12-31T23:59:00.000Z',
      '2005-01-01T00:00:00.000Z',
    ])
  })

  test('never go back in time when somebody set a clock', () => {
    expect(times('--- 2004-12-25', '[09:14] <a> 1', '[09:11] <b> 2')[1]).toBe('2004-12-25T09:14:00.001Z')
  })

  test('are numbered without regard to what was passed over', () => {
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
    expect(plain.map(({ id }) => id)).toEqual(['2004-12-25.1', '2004-12-25.2', '2004-12-26.1'])
  })

  test('that come twice in one log have different ids', () => {
    const ids = read('--- 2004-12-25', '[09:14] <a> 1', '--- 2004-12-25', '[09:14] <a> 1').map(({ id }) => id)
    expect(new Set(ids).size).toBe(2)
  })
})
