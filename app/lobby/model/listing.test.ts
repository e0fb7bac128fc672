import { expect, test } from 'vitest'
import { looks } from '../../../shared/names/look-alikes.ts'
import type { Act } from '../../../shared/room/acts.ts'
import { listingOf } from './listing.ts'
import type { Attended } from './roomWatcher.ts'
import { type KeptSummary, newSummary } from './summaries.ts'

const garden: KeptSummary = { ...newSummary('garden', 1), name: 'Garden' }
const person = (name: string) => ({ user: name, name, username: name.toLowerCase(), picture: null })
const withMilo: KeptSummary = { ...newSummary('milo', 2), kind: 'direct', people: [person('Milo')] }

const stage = (...kept: KeptSummary[]) => {
  const acts: Act[] = []
  const attended = new Map<string, Attended>()
  const favourites = new Set<string>()
  const closed = new Set<string>()
  const blocked = new Set<string>()
  const nobody: Attended = { here: [], status: 'offline' }
  const rooms = listingOf({
    outbox: { acts: () => acts.map((act, at) => ({ id: '', act, at })) },
    summaries: { all: () => kept },
    watcher: { in: (room) => attended.get(room) ?? nobody },
    blocked: () => blocked,
    looks: () => looks,
    marks: { isFavourite: (room) => favourites.has(room), isClosed: ({ id }) => closed.has(id) },
  })
  return { rooms, acts, attended, favourites, closed, blocked, kept }
}

test('a line in which nothing changed stays the same object', () => {
  const { rooms, attended, favourites, kept } = stage(garden, withMilo)
  const [first, second] = rooms()
  favourites.add('milo')
  expect(rooms()[0]).toBe(first)
  expect(rooms()[1]).toEqual({ ...second, favourite: true })
  attended.set('garden', { here: ['olga'], status: 'online' })
  expect(rooms()[0]).toEqual({ ...first, here: ['olga'] })
  kept[0] = { ...garden, unread: 3 }
  expect(rooms()[0]?.unread).toBe(3)
})

test('a conversation is named after the people in it, and between two people it shows whether the other one is there', () => {
  const three: KeptSummary = { ...withMilo, id: 'three', people: [person('Mona'), person('Milo')] }
  const { rooms, attended } = stage(withMilo, three)
  for (const room of ['milo', 'three']) attended.set(room, { here: [], status: 'away' })
  expect(rooms().map(({ name, presence }) => [name, presence])).toEqual([
    ['Milo', 'away'],
    ['Milo, Mona', 'offline'],
  ])
})

test('a room you left offline is hidden, a conversation you just started is shown as waiting, a closed one is hidden', () => {
  const { rooms, acts, closed } = stage(garden, withMilo, { ...withMilo, id: 'closed' })
  acts.push({ do: 'leave', room: 'garden' }, { do: 'direct', room: 'milo', users: ['Milo'] })
  closed.add('closed')
  expect(rooms().map(({ id, waiting }) => [id, waiting])).toEqual([['milo', true]])
})

test("the last message of a person you blocked is hidden, even in a room you haven't opened since", () => {
  const last = { author: 'Milo', user: 'milo', text: 'psst', time: 9, own: false, segment: 1 }
  const { rooms, blocked } = stage({ ...garden, last })
  expect(rooms()[0]?.last).toEqual(last)
  blocked.add('milo')
  expect(rooms()[0]?.last).toBeNull()
  blocked.delete('milo')
  expect(rooms()[0]?.last).toEqual(last)
})

test('two conversations with people whose names look alike show usernames, until one of them is renamed', () => {
  const other = { ...person('Milо'), username: 'mallory' }
  const { rooms, kept } = stage(withMilo, { ...newSummary('other', 3), kind: 'direct', people: [other] })
  expect(rooms().map(({ name }) => name)).toEqual(['Milo @milo', 'Milо @mallory'])
  kept[1] = { ...newSummary('other', 3), kind: 'direct', people: [{ ...other, name: 'Mal' }] }
  expect(rooms().map(({ name }) => name)).toEqual(['Milo', 'Mal'])
})

test('a room whose old name is invisible is called unnamed', () => {
  expect(stage({ ...garden, name: '\u3164' }).rooms()[0]?.name).toBe('Unnamed room')
})
