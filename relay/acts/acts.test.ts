import { beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Act } from '../../shared/room/acts.ts'
import { type Home, readHome } from '../../shared/room/home.ts'
import { type Roster, readRoster } from '../../shared/room/roster.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { MemoryStore } from '../store/memory.ts'
import { type PlannedAct, planAct } from './acts.ts'
import { planDevice, planUser } from './users.ts'

const id = (name: string): string => `${name.padEnd(21, '_')}A`
const [olga, mona, milo, remy, stan] = [id('olga'), id('mona'), id('milo'), id('remy'), id('stan')] as const
const room = id('garden')

let store: MemoryStore
let now: number
beforeEach(async () => {
  store = new MemoryStore()
  now = 1_000
  for (const user of [olga, mona, milo, remy, stan]) {
    const username = user.slice(0, 4)
    const { change } = await planUser(store, { id: user, username, name: `${username} x`, admin: false }, now)
    await store.commit(change)
  }
})

const tryAct = async (actor: string, act: Act): Promise<PlannedAct | RefusalCode> => {
  const planned = await planAct(store, actor, act, ++now)
  if ('refusal' in planned) return planned.refusal
  await store.commit(planned.change)
  return planned
}

const act = async (actor: string, what: Act): Promise<PlannedAct> => {
  const planned = await tryAct(actor, what)
  if (typeof planned === 'string') throw new Error(planned)
  return planned
}

const made = (name = 'Garden', visibility: 'public' | 'private' = 'public'): Act & { do: 'make' } => ({
  do: 'make',
  room,
  name,
  topic: 'plants',
  visibility,
})

const stage = async (visibility: 'public' | 'private' = 'public') => {
  await act(olga, made('Garden', visibility))
  for (const user of [mona, milo, remy]) await act(olga, { do: 'add', room, user })
  await act(olga, { do: 'role', room, user: mona, role: 'moderator' })
  await act(olga, { do: 'remove', room, user: remy })
}

const entriesOf = async (name: string): Promise<[string, unknown][]> => {
  const state = await store.document(name)
  const doc = new Y.Doc()
  if (state) Y.applyUpdate(doc, state)
  return Object.entries(doc.getMap('roster').toJSON())
}
const roster = async (of = room): Promise<Roster> => readRoster(await entriesOf(`room/${of}`))
const home = async (user: string): Promise<Home> => readHome(await entriesOf(`home/${user}`))
const rolesIn = async () => new Map([...(await roster()).members].map(([user, { role }]) => [user, role]))

describe('making a room', () => {
  test('its maker owns it, and roster and home say so', async () => {
    const { answer } = await act(olga, made())
    expect(answer).toEqual({ room, name: 'Garden' })
    expect(await roster()).toMatchObject({ name: 'Garden', topic: 'plants', visibility: 'public', made: now, head: 1 })
    expect(await rolesIn()).toEqual(new Map([[olga, 'owner']]))
    expect((await home(olga)).rooms.get(room)).toEqual({
      name: 'Garden',
      role: 'owner',
      visibility: 'public',
      joined: now,
      kind: 'room',
    })
  })

  test('made again by its maker it is the same room, and by another it is there already', async () => {
    await act(olga, made())
    const again = await act(olga, made('Other'))
    expect(again.answer).toEqual({ room, name: 'Garden' })
    expect(again.updates).toEqual([])
    expect(await tryAct(milo, made())).toBe('already')
    expect(await tryAct(olga, { ...made(), room: olga })).toBe('already')
  })

  test('a name that is taken gets the next number, so that typing it leads to one room', async () => {
    await act(olga, made())
    const second = await act(milo, { ...made('GARDEN'), room: id('second') })
    const third = await act(milo, { ...made(), room: id('third') })
    const hidden = await act(milo, { ...made('Garden', 'private'), room: id('hidden') })
    expect([second, third, hidden].map(({ answer }) => answer.name)).toEqual(['GARDEN 2', 'Garden 3', 'Garden 4'])
  })

  test('a number never makes a name longer than a name may be', async () => {
    const name = 'n'.repeat(80)
    await act(olga, made(name))
    const { answer } = await act(olga, { ...made(name), room: id('second') })
    expect(answer.name).toBe(`${'n'.repeat(78)} 2`)
  })
})

describe('coming and going', () => {
  test('a public room is joined, once', async () => {
    await stage()
    await act(stan, { do: 'join', room })
    expect((await rolesIn()).get(stan)).toBe('member')
    expect((await home(stan)).rooms.get(room)?.role).toBe('member')
    expect(await tryAct(stan, { do: 'join', room })).toBe('already')
  })

  test('a private room is not joined, but anyone in it may add others who exist', async () => {
    await stage('private')
    expect(await tryAct(stan, { do: 'join', room })).toBe('private')
    await act(milo, { do: 'add', room, user: stan })
    expect(await tryAct(milo, { do: 'add', room, user: id('nobody') })).toBe('no-such-user')
    expect(await tryAct(remy, { do: 'add', room, user: remy })).toBe('not-a-member')
  })

  test('who leaves stays in the roster as past, loses the room at home, and their sockets close', async () => {
    await stage()
    const { closeUsers } = await act(milo, { do: 'leave', room })
    expect(closeUsers).toEqual([milo])
    const member = (await roster()).members.get(milo)
    expect(member).toMatchObject({ role: null, spans: [[1_003, now]] })
    expect(member).not.toHaveProperty('removed')
    expect((await home(milo)).rooms.has(room)).toBe(false)
  })

  test('who comes back has a second span', async () => {
    await stage()
    await act(olga, { do: 'add', room, user: remy })
    const member = (await roster()).members.get(remy)
    expect(member).toMatchObject({
      role: 'member',
      spans: [
        [1_004, 1_006],
        [1_007, null],
      ],
    })
    expect(member).not.toHaveProperty('removed')
  })

  test('who is removed is marked so, and their sockets close', async () => {
    await stage()
    expect((await roster()).members.get(remy)).toMatchObject({ role: null, removed: true })
    const { closeUsers } = await act(mona, { do: 'remove', room, user: milo })
    expect(closeUsers).toEqual([milo])
    expect((await home(milo)).rooms.size).toBe(0)
    expect(await tryAct(mona, { do: 'remove', room, user: olga })).toBe('not-allowed')
    expect(await tryAct(mona, { do: 'remove', room, user: stan })).toBe('no-such-user')
  })

  test('an owner hands over before leaving', async () => {
    await stage()
    expect(await tryAct(olga, { do: 'leave', room })).toBe('owner-must-hand-over')
    await act(olga, { do: 'hand-over', room, user: milo })
    expect(await rolesIn()).toEqual(
      new Map([
        [olga, 'moderator'],
        [mona, 'moderator'],
        [milo, 'owner'],
        [remy, null],
      ]),
    )
    expect((await home(milo)).rooms.get(room)?.role).toBe('owner')
    await act(olga, { do: 'leave', room })
  })

  test('the last one out closes the room and frees its name', async () => {
    await act(olga, made())
    await act(olga, { do: 'leave', room })
    expect(await store.publicRooms()).toEqual([])
    expect(await tryAct(stan, { do: 'join', room })).toBe('closed')
    const { answer } = await act(stan, { ...made(), room: id('second') })
    expect(answer.name).toBe('Garden')
  })
})

describe('governing', () => {
  test('a new name and topic show in the roster, and the name at home of everyone in', async () => {
    await stage()
    const { answer, updates } = await act(olga, { do: 'change', room, name: 'Orchard', topic: 'trees' })
    expect(answer.name).toBe('Orchard')
    expect(await roster()).toMatchObject({ name: 'Orchard', topic: 'trees', visibility: 'public' })
    expect((await home(milo)).rooms.get(room)?.name).toBe('Orchard')
    const homes = [milo, mona, olga].map((user) => `home/${user}`)
    expect(updates.map(({ name }) => name)).toEqual([`room/${room}`, ...homes])
    const topic = await act(olga, { do: 'change', room, topic: 'leaves' })
    expect(topic.updates.map(({ name }) => name)).toEqual([`room/${room}`])
  })

  test('a name is changed only to a free one, by whatever case it is written, and a private room holds its own too', async () => {
    await stage()
    await act(milo, { ...made('Kitchen'), room: id('second') })
    expect(await tryAct(olga, { do: 'change', room, name: 'KITCHEN' })).toBe('name-taken')
    await act(olga, { do: 'change', room, name: 'GARDEN' })
    expect(await tryAct(olga, { do: 'change', room, name: 'kitchen', visibility: 'private' })).toBe('name-taken')
    await act(olga, { do: 'change', room, visibility: 'private' })
    expect((await store.room(room))?.nameKey).toBe('garden')
  })

  test('a room that becomes private says so at home', async () => {
    await stage()
    await act(olga, { do: 'change', room, visibility: 'private' })
    expect((await home(milo)).rooms.get(room)?.visibility).toBe('private')
  })

  test('only an owner governs, and nobody acts on what is not there or is a room of one’s own', async () => {
    await stage()
    expect(await tryAct(mona, { do: 'change', room, name: 'Mine' })).toBe('not-allowed')
    expect(await tryAct(mona, { do: 'role', room, user: milo, role: 'moderator' })).toBe('not-allowed')
    expect(await tryAct(olga, { do: 'join', room: id('nowhere') })).toBe('no-such-room')
    expect(await tryAct(olga, { do: 'add', room: olga, user: milo })).toBe('no-such-room')
  })

  test('a refused act changes nothing', async () => {
    await stage()
    const before = await store.document(`room/${room}`)
    expect(await tryAct(milo, { do: 'remove', room, user: mona })).toBe('not-allowed')
    expect(await store.document(`room/${room}`)).toEqual(before)
  })
})

describe('people', () => {
  test('a user has a room of their own from the start, and it is on no list', async () => {
    expect(await store.room(olga)).toMatchObject({ kind: 'self', head: 1 })
    expect(await store.members(olga)).toMatchObject([{ user: olga, role: 'owner' }])
    expect(await home(olga)).toEqual({
      rooms: new Map(),
      requests: new Map(),
      gone: new Map(),
      self: 1,
      me: { name: 'olga x', username: 'olga', showsSeen: true },
      blocked: [],
    })
  })

  test('a new user name shows in every room the user is or was in, and leaves the profile as it is', async () => {
    await stage()
    await act(remy, { do: 'profile', room: remy, name: 'Remy the Second', about: 'was here' })
    const planned = await planUser(store, { id: remy, username: 'remy2', name: 'remy x', admin: false }, ++now)
    await store.commit(planned.change)
    const { name, username, about } = (await roster()).members.get(remy) ?? {}
    expect({ name, username, about }).toEqual({ name: 'Remy the Second', username: 'remy2', about: 'was here' })
    expect(planned.updates.map(({ name: document }) => document)).toEqual([`room/${room}`, `home/${remy}`])
  })

  test('a device shows in the rosters at once, belongs to its user for ever, and is bound once', async () => {
    await stage()
    const key = new Uint8Array(32).fill(9)
    const planned = await planDevice(store, milo, key, ++now)
    if (planned === null || typeof planned === 'string') throw new Error('not planned')
    await store.commit(planned.change)
    const shown = { key: Buffer.from(key).toString('base64url'), added: now }
    expect((await roster()).members.get(milo)?.devices).toEqual([shown])
    expect(await planDevice(store, milo, key, ++now)).toBeNull()
    expect(await planDevice(store, olga, key, ++now)).toBe('taken')
  })

  test('keys of past members stay in the roster', async () => {
    await stage()
    const planned = await planDevice(store, milo, new Uint8Array(32).fill(9), ++now)
    if (planned === null || typeof planned === 'string') throw new Error('not planned')
    await store.commit(planned.change)
    await act(milo, { do: 'leave', room })
    expect((await roster()).members.get(milo)?.devices).toHaveLength(1)
  })
})
