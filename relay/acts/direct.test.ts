import { beforeEach, expect, test } from 'vitest'
import type { Act } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import { ActStage, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, stan } from '../../tests/world/people.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

const talk = directRoomId([olga, milo])
const start: Act & { do: 'direct' } = { do: 'direct', room: talk, users: [milo] }

test('a conversation is the same whoever starts it and however often', async () => {
  const { answer } = await stage.act(olga, start)
  expect(answer).toEqual({ room: talk, name: '' })
  const again = await stage.act(milo, { ...start, users: [olga] })
  expect(again).toMatchObject({ answer: { room: talk, name: '' }, updates: [] })
  expect(await stage.roles(talk)).toEqual(
    new Map([
      [milo, 'member'],
      [olga, 'member'],
    ]),
  )
  expect(await stage.roster(talk)).toMatchObject({ kind: 'direct', name: '', visibility: 'private', guests: false })
})

test('shows the names of the people in it, and follows when they change', async () => {
  await stage.act(olga, start)
  const people = async (user: string) => (await stage.home(user)).rooms.get(talk)?.people
  expect(await people(olga)).toEqual({ [milo]: { name: 'milo x', username: 'milo' } })
  await stage.act(milo, { do: 'profile', room: milo, name: 'Milo the Second' })
  expect(await people(olga)).toEqual({ [milo]: { name: 'Milo the Second', username: 'milo' } })
  expect(await people(milo)).toEqual({ [olga]: { name: 'olga x', username: 'olga' } })
})

test("P22: its id must match the people in it, and the person who starts it isn't listed among the others", async () => {
  expect(await stage.try(olga, { ...start, users: [stan] })).toBe('not-allowed')
  expect(await stage.try(olga, { ...start, users: [milo, mona] })).toBe('not-allowed')
  expect(await stage.try(olga, { ...start, users: [milo, olga] })).toBe('not-allowed')
  expect(await stage.try(olga, { ...start, room })).toBe('not-allowed')
})

test("R41: nobody can start it with a user who doesn't exist or who blocked them", async () => {
  const nobody = id('nobody')
  const withNobody = directRoomId([olga, nobody])
  expect(await stage.try(olga, { do: 'direct', room: withNobody, users: [nobody] })).toBe('no-such-user')
  await stage.act(milo, { do: 'block', room: milo, user: olga, on: true })
  expect(await stage.try(olga, start)).toBe('invite-only')
  const withMona = directRoomId([olga, milo, mona])
  expect(await stage.try(olga, { do: 'direct', room: withMona, users: [mona, milo] })).toBe('invite-only')
  await stage.act(milo, { ...start, users: [olga] })
})

test('R11: nobody has power over it, so nobody can add, ban, remove or leave', async () => {
  await stage.act(olga, start)
  for (const act of [
    { do: 'leave', room: talk },
    { do: 'add', room: talk, user: stan },
    { do: 'remove', room: talk, user: milo },
    { do: 'ban', room: talk, user: milo, erase: true },
    { do: 'role', room: talk, user: milo, role: 'moderator' },
    { do: 'change', room: talk, name: 'Us' },
    { do: 'archive', room: talk, on: true },
    { do: 'delete', room: talk },
  ] as const)
    expect(await stage.try(olga, act)).toBe('not-allowed')
})

test('R11: nobody else can find out whether it exists', async () => {
  const ask = () => stage.try(stan, { do: 'join', room: talk })
  const before = await ask()
  await stage.act(olga, start)
  expect(await ask()).toBe(before)
  expect(await stage.try(stan, { do: 'request', room: talk, note: '' })).toBe('no-such-room')
})

test('more than two people can talk in one conversation', async () => {
  const others = [milo, mona, stan]
  const all = directRoomId([olga, ...others])
  await stage.act(olga, { do: 'direct', room: all, users: others })
  const people = (await stage.home(stan)).rooms.get(all)?.people ?? {}
  expect(Object.keys(people).sort()).toEqual([milo, mona, olga].sort())
})
