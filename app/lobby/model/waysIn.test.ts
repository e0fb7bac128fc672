import { expect, test } from 'vitest'
import type { Act } from '../../../shared/room/acts.ts'
import { directRoomId } from '../../../shared/room/direct.ts'
import { FakeClock } from '../../../tests/world/app/fake-clock.ts'
import { milo, mona, olga } from '../../../tests/world/people.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import type { Answer } from '../../sync/api.ts'
import { openSummaries } from './summaries.ts'
import { waysIn } from './waysIn.ts'

const people = [{ user: milo, name: 'Milo', username: 'milo', picture: null }]

const stage = async ({ found = 'offline' as Answer, network = 'online' as 'online' | 'offline' } = {}) => {
  const asked: Act[] = []
  const set: [string, unknown][] = []
  const summaries = await openSummaries(tableInMemory(), { heard: new Listeners(), tell: () => {}, close: () => {} })
  const ways = waysIn({
    me: olga,
    api: { get: async () => found, post: async () => found, upload: async () => found },
    clock: new FakeClock(),
    outbox: {
      ask: async (act: Act) => {
        asked.push(act)
        return null
      },
      refused: () => [],
    } as unknown as Outbox,
    summaries,
    own: { of: () => 5, set: (key: string, value: unknown) => set.push([key, value]) } as unknown as OwnRoom,
    network: () => network,
    people: () => people,
  })
  return { ways, asked, set, summaries }
}

test('two people who start the same conversation offline get the same room, and see at once who is in it', async () => {
  const { ways, asked, summaries } = await stage({ network: 'offline' })
  const room = directRoomId([milo, olga])
  expect(await ways.direct([milo])).toEqual({ name: 'entered', room })
  expect(asked).toEqual([{ do: 'direct', room, users: [milo] }])
  expect(summaries.find(room)).toMatchObject({ kind: 'direct', people, members: 2, listed: false })
})

test('starting a conversation that exists opens it, and lists it again if it was closed', async () => {
  const { ways, asked, set } = await stage()
  await ways.direct([milo, mona])
  const { length } = asked
  await ways.direct([mona, milo, olga])
  expect(asked).toHaveLength(length)
  expect(set.at(-1)).toEqual([`closed/${directRoomId([olga, milo, mona])}`, 0])
})

test('a room is created with its picture and members', async () => {
  const { ways, asked, summaries } = await stage()
  const picture = 'P'.repeat(43)
  const fields = { name: ' Tower ', topic: 'high', visibility: 'private', picture, members: [milo] } as const
  const made = await ways.make(fields)
  expect(made).toMatchObject({ name: 'entered' })
  expect(asked).toMatchObject([{ ...fields, do: 'make', name: 'Tower' }])
  expect(summaries.all()).toMatchObject([{ name: 'Tower', picture, listed: false }])
})

test('without a picture or members, the request leaves those fields out', async () => {
  const { ways, asked } = await stage()
  await ways.make({ name: 'Tower', topic: '', visibility: 'public', picture: null, members: [] })
  expect(Object.keys(asked[0] ?? {})).toEqual(['do', 'room', 'name', 'topic', 'visibility'])
})

test.each([
  ['you can ask to join a private room', { state: 'private', room: milo }, { name: 'private', room: milo }],
  ["you can't ask if the relay doesn't name the room", { state: 'private' }, { name: 'private', room: null }],
  ['a public room is found', { state: 'public', room: milo }, { name: 'public', room: milo }],
  ['a free name finds nothing', { state: 'free' }, { name: 'none' }],
])('looking up a name creates and joins nothing: %s', async (_, body, result) => {
  const { ways, asked, summaries } = await stage({ found: { status: 200, body } })
  expect(await ways.look('Cellar')).toEqual(result)
  expect([asked, summaries.all()]).toEqual([[], []])
})

test('looking up a name offline finds nothing, and a busy relay gives a refusal', async () => {
  const offline = await stage({ network: 'offline' })
  expect(await offline.ways.look('Cellar')).toEqual({ name: 'none' })
  const busy = await stage({ found: { status: 503, body: {} } })
  expect(await busy.ways.look('Cellar')).toEqual({ name: 'refused', code: 'offline' })
  expect([offline.asked, busy.asked]).toEqual([[], []])
})

test('a second room with the name of one of yours is refused at once, even with no network', async () => {
  const { ways, asked, summaries } = await stage({ network: 'offline' })
  const made = await ways.make({ name: 'Tower', topic: '', visibility: 'public' })
  expect(await ways.make({ name: ' TOWER ', topic: '', visibility: 'private' })).toEqual({
    name: 'refused',
    code: 'name-taken',
  })
  expect(asked).toHaveLength(1)
  expect(await ways.look('tower')).toMatchObject({ name: 'mine', room: summaries.all()[0]?.id })
  expect(made).toMatchObject({ name: 'entered' })
})
