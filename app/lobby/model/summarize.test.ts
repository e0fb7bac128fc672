import { expect, test } from 'vitest'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import { type KeptSummary, newSummary } from './summaries.ts'
import { liesFurtherBack, summarize } from './summarize.ts'
import { newRoomCount } from './unread/roomCount.ts'

const me = {
  user: 'me',
  isBlocked: (user: string) => user === 'milo',
}
const kept: KeptSummary = newSummary('garden', 100)
const users: { [letter: string]: string } = { a: 'olga', b: 'milo', m: 'me' }
/** `a105`: olga said something at 105; `b…`: milo, whom I blocked; `m…`: me. */
const lineOf = (said: string, segments: [number, number, number][] = [], state = 'synced') => {
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
      members: new Map([['olga', { name: 'Olga', role: 'member' }]]),
      segments: new Map(segments.map((segment, at) => [at + 1, segment])),
    },
  } as unknown as LiveRoom
  return summarize({ ...kept, listed: true }, live, me, newRoomCount)
}
test('messages of a person you blocked are not shown as the last message', () => {
  expect(lineOf('a101 b102 b103').last).toMatchObject({ author: 'Olga', text: 'a101' })
})

test('a room counts as silent only after the relay has said that it is empty', () => {
  expect(lineOf('').silent).toBe(true)
  expect(lineOf('', [], 'local').silent).toBe(false)
  expect(lineOf('', [[100, 140, 7]]).silent).toBe(false)
  expect(lineOf('a101').silent).toBe(false)
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
  return { text: summarize({ ...kept, last }, live, me, newRoomCount).last?.text, further: liesFurtherBack(live, me) }
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
  return summarize({ ...kept, listed: true }, live, me, newRoomCount).last
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
