import { expect, test } from 'vitest'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import { type KeptSummary, newSummary } from './summaries.ts'
import { liesFurtherBack, summarize } from './summarize.ts'

const me = {
  user: 'me',
  isBlocked: (user: string) => user === 'milo',
  readInThread: (_: string, root: string) => (root === 'read' ? { time: 104, name: 'device.1' } : null),
}
const kept: KeptSummary = newSummary('garden', 100)
const users: { [letter: string]: string } = { a: 'olga', b: 'milo', m: 'me', r: 'olga' }
/** `a105`: olga said something at 105; `b…`: milo, whom I blocked; `m…`: me; `r…`: olga, in a thread that is read up to 104. */
const lineOf = (
  said: string,
  read: number | null,
  segments: [number, number, number][] = [],
  state = 'synced',
  threads = 'folded',
) => {
  const messages = said
    .split(' ')
    .filter(Boolean)
    .map((word) => ({
      name: 'device.1',
      time: Number(word.slice(1)),
      user: users[word[0] ?? ''] ?? '',
      text: word,
      imported: null,
      thread: word.startsWith('r') ? { name: 'read', segment: 1 } : null,
    }))
  const document = { hasLoaded: true, state: () => ({ name: state }) }
  const head = { number: segments.length + 1, messages: () => messages, document }
  const live = {
    isKnown: true,
    whoIs: () => null,
    head,
    recent: [head],
    roster: {
      name: 'garden',
      topic: '',
      visibility: 'public',
      archived: null,
      threads,
      members: new Map([['olga', { name: 'Olga', role: 'member' }]]),
      segments: new Map(segments.map((segment, at) => [at + 1, segment])),
    },
  } as unknown as LiveRoom
  return summarize({ ...kept, listed: true }, live, me, read === null ? null : { time: read, name: 'device.1' })
}
const unread = (...talk: Parameters<typeof lineOf>) => lineOf(...talk).unread

test('messages of others after the read mark are unread', () => {
  expect(unread('a101 a105 a106', 105)).toBe(1)
})

test('if you have read nothing yet, messages from before you joined are not unread', () => {
  expect(unread('a50 a99 a101', null)).toBe(1)
})

test('if you write a message, everything above it counts as read', () => {
  expect(unread('a101 a102 m103 a104', 100)).toBe(1)
  expect(unread('a101 m103', null)).toBe(0)
})

test('a reply counts like any message, and reading it in its thread counts, unless the room shows it in the timeline', () => {
  expect(unread('a101 r103 r104 r105', 101)).toBe(1)
  expect(unread('a101 r103 r104 r105', 101, [], 'synced', 'timeline')).toBe(3)
})

test('older segments count as the roster says, and the segment where you stopped reading counts as at least one', () => {
  expect(
    unread('a401', 150, [
      [100, 140, 7],
      [141, 200, 10],
      [201, 400, 20],
    ]),
  ).toBe(22)
})

test('messages of a person you blocked are not unread and not shown as the last message', () => {
  const line = lineOf('a101 b102 b103', null)
  expect(line.unread).toBe(1)
  expect(line.last).toMatchObject({ author: 'Olga', text: 'a101' })
})

test('a room counts as silent only after the relay has said that it is empty', () => {
  expect(lineOf('', null).silent).toBe(true)
  expect(lineOf('', null, [], 'local').silent).toBe(false)
  expect(lineOf('', null, [[100, 140, 7]]).silent).toBe(false)
  expect(lineOf('a101', null).silent).toBe(false)
})

/** Segments as this device has them, newest first; null: not read yet. */
const lastIn = (before: number, ...segments: (string | null)[]) => {
  const recent = segments.map((said, at) => ({
    number: 9 - at,
    document: { hasLoaded: said !== null, state: () => ({ name: 'local' }) },
    messages: () =>
      said ? [{ name: 'device.1', time: 5, user: said === 'psst' ? 'milo' : 'olga', text: said, imported: null }] : [],
  }))
  const roster = { name: 'garden', members: new Map(), segments: new Map() }
  const live = { isKnown: true, whoIs: () => null, head: recent[0], recent, roster } as unknown as LiveRoom
  const last = { author: 'Olga', user: 'olga', text: 'kept', time: 1, own: false, segment: before }
  return { text: summarize({ ...kept, last }, live, me, null).last?.text, further: liesFurtherBack(live, me) }
}

test('the stored last message goes away when its segment no longer has it', () => {
  expect(lastIn(9, null)).toEqual({ text: 'kept', further: true })
  expect(lastIn(9, '')).toEqual({ text: undefined, further: true })
  expect(lastIn(9, 'said since')).toEqual({ text: 'said since', further: false })
})

test('if the newest segment has nothing to show, the segment before it is used', () => {
  expect(lastIn(8, '')).toEqual({ text: 'kept', further: true })
  expect(lastIn(8, '', null)).toEqual({ text: 'kept', further: true })
  expect(lastIn(8, '', '')).toEqual({ text: undefined, further: true })
  expect(lastIn(8, '', 'older')).toEqual({ text: 'older', further: false })
  expect(lastIn(8, 'psst', 'older')).toEqual({ text: 'older', further: false })
})

test('a last message stored by an older version, which lacks the segment, goes away once a segment is read', () => {
  expect(lastIn(undefined as unknown as number, '').text).toBeUndefined()
})

const textOf = (text: string, imported: { who: string } | null = null) => {
  const message = { name: 'device.1', time: 105, user: 'olga', text, imported }
  const document = { hasLoaded: true, state: () => ({ name: 'synced' }) }
  const head = { number: 1, messages: () => [message], document }
  const roster = {
    name: 'garden',
    topic: '',
    visibility: 'public',
    archived: null,
    members: new Map([['olga', { name: 'Olga', role: 'member' }]]),
    segments: new Map(),
  }
  const live = { isKnown: true, whoIs: () => null, head, recent: [head], roster } as unknown as LiveRoom
  return summarize({ ...kept, listed: true }, live, me, null).last
}

test('the last message is shown as formatted text, not as it was typed', () => {
  expect(textOf('**look** at [this](https://a.example)\n\n- [ ] milk')?.text).toBe('look at this ☐ milk')
  expect(textOf('```js\nlet a\n```')?.text).toBe('let a')
})

test('a long last message is cut between characters', () => {
  expect(textOf('👩‍👩‍👧‍👦'.repeat(100))?.text).toBe('👩‍👩‍👧‍👦'.repeat(18))
})

test('imported messages are in the list too, with their author and time', () => {
  expect(textOf('*nod*', { who: 'zed' })).toMatchObject({ author: 'zed', text: '*nod*', time: 105 })
})
