import { beforeEach, expect, test } from 'vitest'
import { ActStage, made, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, remy, stan } from '../../tests/world/people.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

test('any member of a private room can add people who exist', async () => {
  await stage.fill('private')
  await stage.act(milo, { do: 'add', room, user: stan })
  expect((await stage.roles()).get(stan)).toBe('member')
  expect(await stage.try(milo, { do: 'add', room, user: id('nobody') })).toBe('no-such-user')
  expect(await stage.try(remy, { do: 'add', room, user: remy })).toBe('not-a-member')
})

test('only moderators can add people where the owner set that', async () => {
  await stage.fill('private')
  await stage.act(olga, { do: 'change', room, invites: 'moderators' })
  expect(await stage.try(milo, { do: 'add', room, user: stan })).toBe('not-allowed')
  await stage.act(mona, { do: 'add', room, user: stan })
})

test('P17 P18: a member who leaves stays in the roster as past, loses the room at home, and their sockets close', async () => {
  await stage.fill()
  const { closeUsers } = await stage.act(milo, { do: 'leave', room })
  expect(closeUsers).toEqual([milo])
  const member = (await stage.roster()).members.get(milo)
  expect(member).toMatchObject({ role: null, spans: [[1_003, stage.now]] })
  const home = await stage.home(milo)
  expect(home.rooms.has(room)).toBe(false)
  expect(home.gone.size).toBe(0)
})

test('a removed member who comes back gets a second span, and their home no longer shows the removal', async () => {
  await stage.fill()
  expect((await stage.home(remy)).gone.get(room)).toEqual({ name: 'Garden', why: 'removed', at: stage.now })
  await stage.act(olga, { do: 'add', room, user: remy })
  const member = (await stage.roster()).members.get(remy)
  expect(member).toMatchObject({
    role: 'member',
    spans: [
      [1_004, 1_006, 'removed'],
      [1_007, null],
    ],
  })
  expect((await stage.home(remy)).gone.size).toBe(0)
})

test('a removed member is marked as removed, and their sockets close', async () => {
  await stage.fill()
  expect((await stage.roster()).members.get(remy)).toMatchObject({ role: null, spans: [[1_004, 1_006, 'removed']] })
  const { closeUsers } = await stage.act(mona, { do: 'remove', room, user: milo })
  expect(closeUsers).toEqual([milo])
  expect((await stage.home(milo)).rooms.size).toBe(0)
  expect(await stage.try(mona, { do: 'remove', room, user: olga })).toBe('not-allowed')
  expect(await stage.try(mona, { do: 'remove', room, user: stan })).toBe('no-such-user')
})

test('a home forgets a removal after thirty days', async () => {
  await stage.fill()
  stage.now += 31 * 24 * 3_600_000
  await stage.act(remy, { do: 'profile', room: remy, about: 'still here' })
  expect((await stage.home(remy)).gone.size).toBe(0)
})

test('R52: an owner must hand over before leaving', async () => {
  await stage.fill()
  expect(await stage.try(olga, { do: 'leave', room })).toBe('owner-must-hand-over')
  await stage.act(olga, { do: 'hand-over', room, user: milo })
  expect(await stage.roles()).toEqual(
    new Map([
      [olga, 'moderator'],
      [mona, 'moderator'],
      [milo, 'owner'],
      [remy, null],
    ]),
  )
  expect((await stage.home(milo)).rooms.get(room)?.role).toBe('owner')
  await stage.act(olga, { do: 'leave', room })
})

test('when the last member leaves, the room closes and its name is free', async () => {
  await stage.act(olga, made())
  await stage.act(olga, { do: 'leave', room })
  expect(await stage.store.rooms.public()).toEqual([])
  expect(await stage.try(stan, { do: 'join', room })).toBe('closed')
  const { answer } = await stage.act(stan, { ...made(), room: id('second') })
  expect(answer.name).toBe('Garden')
})

test("nobody can act in a room that doesn't exist, or add people to their own room", async () => {
  await stage.fill()
  expect(await stage.try(mona, { do: 'role', room, user: milo, role: 'moderator' })).toBe('not-allowed')
  expect(await stage.try(olga, { do: 'join', room: id('nowhere') })).toBe('no-such-room')
  expect(await stage.try(olga, { do: 'add', room: olga, user: milo })).toBe('no-such-room')
})

test('a refused act changes nothing', async () => {
  await stage.fill()
  const before = await stage.store.documents.byName(`room/${room}`)
  expect(await stage.try(milo, { do: 'remove', room, user: mona })).toBe('not-allowed')
  expect(await stage.store.documents.byName(`room/${room}`)).toEqual(before)
})
