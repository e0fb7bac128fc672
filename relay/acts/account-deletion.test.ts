import { beforeEach, expect, test } from 'vitest'
import { directRoomId } from '../../shared/room/direct.ts'
import { ActStage, bringPicture, made, picture, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, remy, stan } from '../../tests/world/people.ts'
import { planDeletedUser, planDeparture } from './account-deletion.ts'
import { planDevice } from './users.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
  await stage.fill()
})

const remove = async (user: string, erase = false): Promise<void> => {
  const { store } = stage
  const planned = await planDeletedUser(store, user, ++stage.now)
  if (planned) await store.commit(planned.change)
  for (const each of await store.rooms.everOf(user)) {
    const parting = await planDeparture(store, user, each, erase, ++stage.now)
    if (parting) await store.commit(parting.change)
  }
  await stage.findStale()
}

test('a deleted user’s old messages stand beside the name "Deleted user", and the rest of the profile is gone', async () => {
  await bringPicture(stage)
  await stage.act(milo, { do: 'profile', room: milo, name: 'Milo Fenn', about: 'peas', picture, zone: 'Europe/Oslo' })
  await remove(milo)
  const { devices, spans, ...member } = (await stage.roster()).members.get(milo) ?? {}
  expect(member).toEqual({ name: 'Deleted user', username: 'deleted', deleted: true, role: null })
  expect(spans).toEqual([[1_003, stage.now]])
})

test("a deleted owner's room goes to the moderator who has been in longest, else to a member", async () => {
  await stage.act(olga, { do: 'role', room, user: milo, role: 'moderator' })
  await remove(olga)
  expect((await stage.roles()).get(mona)).toBe('owner')
  await remove(mona)
  expect((await stage.roles()).get(milo)).toBe('owner')
  expect((await stage.home(milo)).rooms.get(room)?.role).toBe('owner')
})

test('closes the room when its last member is deleted', async () => {
  await stage.act(stan, { ...made('Shed'), room: id('shed') })
  await remove(stan)
  expect(await stage.store.rooms.byId(id('shed'))).toMatchObject({ nameKey: null })
  expect((await stage.store.rooms.public()).map(({ name }) => name)).toEqual(['Garden'])
})

test('a user who also erases their messages has them erased at once, in rooms they left too', async () => {
  await remove(remy, true)
  expect((await stage.roster()).members.get(remy)?.erasing).toBe(stage.now)
})

test("ends the user's devices, drops their own room and clears their blocks and join requests", async () => {
  await stage.act(olga, { do: 'change', room, visibility: 'private' })
  await stage.act(stan, { do: 'request', room, note: '' })
  await stage.act(stan, { do: 'block', room: stan, user: olga, on: true })
  const device = await planDevice(stage.store, stan, new Uint8Array(32).fill(7), stage.now)
  if (device === null || typeof device === 'string') throw new Error('not planned')
  await stage.store.commit(device.change)
  await remove(stan)
  expect(await stage.store.people.devicesOf([stan])).toMatchObject([{ ended: stage.now }])
  expect(await stage.store.upkeep.deletedRooms()).toEqual([stan])
  expect((await stage.roster()).requests.size).toBe(0)
  const home = await stage.home(stan)
  expect(home).toMatchObject({ blocked: [], me: { name: 'Deleted user', username: 'deleted' } })
  expect(home.requests.size).toBe(0)
})

test('the people they talked to see that the account is deleted', async () => {
  const talk = directRoomId([olga, stan])
  await stage.act(olga, { do: 'direct', room: talk, users: [stan] })
  await remove(stan)
  expect((await stage.home(olga)).rooms.get(talk)?.people).toEqual({
    [stan]: { name: 'Deleted user', username: 'deleted' },
  })
})

test('nobody can add a deleted user, talk to them or act as them', async () => {
  await remove(stan)
  expect(await stage.try(olga, { do: 'add', room, user: stan })).toBe('no-such-user')
  const talk = directRoomId([olga, stan])
  expect(await stage.try(olga, { do: 'direct', room: talk, users: [stan] })).toBe('no-such-user')
  expect(await stage.try(stan, { do: 'profile', room: stan, name: 'Back' })).toBe('no-such-user')
})

test("a deleted user can't act any more, even with requests sent before the deletion", async () => {
  await remove(stan)
  expect(await stage.try(stan, { ...made('Shed'), room: id('shed') })).toBe('no-such-user')
  expect(await stage.try(stan, { do: 'join', room })).toBe('no-such-user')
  expect((await stage.roles()).has(stan)).toBe(false)
})

test('deleting a user twice changes nothing the second time', async () => {
  await remove(milo)
  const before = await stage.roster()
  await remove(milo)
  expect(await stage.roster()).toEqual(before)
})
