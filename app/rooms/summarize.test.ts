import { expect, test } from 'vitest'
import type { LiveRoom } from '../room/liveRoom.ts'
import type { KeptSummary } from './summaries.ts'
import { summarize } from './summarize.ts'

const me = 'me'
const joined = 100
const kept: KeptSummary = {
  id: 'garden',
  name: 'garden',
  topic: '',
  visibility: 'public',
  joined,
  last: null,
  unread: 0,
  listed: true,
}
/** `a105`: amy said something at 105; `m…`: I did. */
const unread = (said: string, read: number | null, segments: [number, number, number][] = []) => {
  const messages = said
    .split(' ')
    .filter(Boolean)
    .map((word) => ({
      name: 'device.1',
      time: Number(word.slice(1)),
      user: word.startsWith('m') ? me : 'amy',
      text: word,
      imported: null,
    }))
  const live = {
    isKnown: true,
    whoIs: () => null,
    head: { number: segments.length + 1, messages: () => messages },
    roster: {
      name: 'garden',
      topic: '',
      visibility: 'public',
      members: new Map(),
      segments: new Map(segments.map((segment, at) => [at + 1, segment])),
    },
  } as unknown as LiveRoom
  return summarize(kept, live, me, read === null ? null : { time: read, name: 'device.1' }).unread
}

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
