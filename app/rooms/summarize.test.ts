import { expect, test } from 'vitest'
import type { LiveRoom } from '../room/liveRoom.ts'
import { type KeptSummary, newSummary } from './summaries.ts'
import { summarize } from './summarize.ts'

const me = { user: 'me', isBlocked: (user: string) => user === 'bob' }
const kept: KeptSummary = newSummary('garden', 100)
const users: { [letter: string]: string } = { a: 'amy', b: 'bob', m: 'me' }
/** `a105`: amy said something at 105; `b…`: bob, whom I blocked; `m…`: I did. */
const lineOf = (said: string, read: number | null, segments: [number, number, number][] = [], state = 'synced') => {
  const messages = said
    .split(' ')
    .filter(Boolean)
    .map((word) => ({
      name: 'device.1',
      time: Number(word.slice(1)),
      user: users[word[0] ?? ''] ?? '',
      text: word,
      imported: null,
    }))
  const live = {
    isKnown: true,
    whoIs: () => null,
    head: { number: segments.length + 1, messages: () => messages, document: { state: () => ({ name: state }) } },
    roster: {
      name: 'garden',
      topic: '',
      visibility: 'public',
      archived: null,
      members: new Map([['amy', { name: 'Amy', role: 'member' }]]),
      segments: new Map(segments.map((segment, at) => [at + 1, segment])),
    },
  } as unknown as LiveRoom
  return summarize({ ...kept, listed: true }, live, me, read === null ? null : { time: read, name: 'device.1' })
}
const unread = (...talk: Parameters<typeof lineOf>) => lineOf(...talk).unread

test('what others said after the mark is unread', () => {
  expect(unread('a101 a105 a106', 105)).toBe(1)
})

test('where nothing was ever read, what was said before one joined is not unread', () => {
  expect(unread('a50 a99 a101', null)).toBe(1)
})

test('whoever writes has read what stood above', () => {
  expect(unread('a101 a102 m103 a104', 100)).toBe(1)
  expect(unread('a101 m103', null)).toBe(0)
})

test('what lies in older segments counts by the roster, and of the one in which reading stopped at least one', () => {
  expect(
    unread('a401', 150, [
      [100, 140, 7],
      [141, 200, 10],
      [201, 400, 20],
    ]),
  ).toBe(22)
})

test('what a blocked person says is neither unread nor the last word', () => {
  const line = lineOf('a101 b102 b103', null)
  expect(line.unread).toBe(1)
  expect(line.last).toMatchObject({ author: 'Amy', text: 'a101' })
})

test('a room is silent once the relay has said that there is nothing, and not while its talk is on the way', () => {
  expect(lineOf('', null).silent).toBe(true)
  expect(lineOf('', null, [], 'local').silent).toBe(false)
  expect(lineOf('', null, [[100, 140, 7]]).silent).toBe(false)
  expect(lineOf('a101', null).silent).toBe(false)
})
