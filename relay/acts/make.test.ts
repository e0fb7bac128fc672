import { beforeEach, expect, test } from 'vitest'
import { directRoomId } from '../../shared/room/direct.ts'
import { ActStage, bringPicture, made, picture, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, stan } from '../../tests/world/people.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

test('R40: the person who creates a room owns it, and roster and home show that', async () => {
  const { answer } = await stage.act(olga, made())
  expect(answer).toEqual({ room, name: 'Garden' })
  expect(await stage.roster()).toMatchObject({
    name: 'Garden',
    topic: 'plants',
    kind: 'room',
    visibility: 'public',
    guests: true,
    invites: 'members',
    threads: 'folded',
    picture: null,
    archived: null,
    made: stage.now,
    head: 1,
    formerly: [],
  })
  expect(await stage.roles()).toEqual(new Map([[olga, 'owner']]))
  expect((await stage.home(olga)).rooms.get(room)).toEqual({
    name: 'Garden',
    role: 'owner',
    visibility: 'public',
    joined: stage.now,
    kind: 'room',
  })
})

test('creating a room again gives its maker the same room, and anybody else hears that it exists', async () => {
  await stage.act(olga, made())
  const again = await stage.act(olga, made('Other'))
  expect(again.answer).toEqual({ room, name: 'Garden' })
  expect(again.updates).toEqual([])
  expect(await stage.try(milo, made())).toBe('already')
  expect(await stage.try(olga, { ...made(), room: olga })).toBe('already')
})

test("R80: a removed member can't learn anything by creating the room again", async () => {
  await stage.act(olga, { ...made('Garden', 'private'), members: [milo] })
  expect((await stage.act(milo, made())).answer.name).toBe('Garden')
  await stage.act(olga, { do: 'remove', room, user: milo })
  await stage.act(olga, { do: 'change', room, name: 'Secret garden' })
  expect(await stage.try(milo, made())).toBe('already')
  await stage.act(olga, { do: 'delete', room })
  expect(await stage.try(olga, made())).toBe('already')
})

test('R40 P57: refuses a name that is taken or looks like one, for public and private rooms alike', async () => {
  await stage.act(olga, made())
  for (const [name, visibility] of [
    ['Garden', 'public'],
    ['GARDEN', 'public'],
    ['Garden', 'private'],
    ['Gаrdеn', 'public'],
  ] as const)
    expect(await stage.try(milo, { ...made(name, visibility), room: id('second') })).toBe('name-taken')
  await stage.act(milo, { ...made('Garden 2'), room: id('second') })
})

test('a person whose name was refused can use the same id with another name', async () => {
  await stage.act(olga, made())
  expect(await stage.try(milo, { ...made(), room: id('second') })).toBe('name-taken')
  const { answer } = await stage.act(milo, { ...made('Orchard'), room: id('second') })
  expect(answer).toEqual({ room: id('second'), name: 'Orchard' })
})

test('adds the named people who exist from the start, and skips unknown people and the maker', async () => {
  await stage.act(olga, { ...made('Garden', 'private'), members: [milo, id('nobody'), olga] })
  expect(await stage.roles()).toEqual(
    new Map([
      [milo, 'member'],
      [olga, 'owner'],
    ]),
  )
  expect((await stage.home(milo)).rooms.get(room)).toMatchObject({ name: 'Garden', role: 'member' })
})

test('R84: leaves out people who blocked the maker or whom strangers can only invite, and names them to the maker', async () => {
  await stage.act(milo, { do: 'block', room: milo, user: olga, on: true })
  await stage.act(stan, { do: 'profile', room: stan, strangersInvite: true })
  const { answer } = await stage.act(olga, { ...made('Olga hates milo'), members: [milo, mona, stan] })
  expect(answer).toEqual({ room, name: 'Olga hates milo', leftOut: [milo, stan] })
  expect([...(await stage.roles()).keys()].sort()).toEqual([mona, olga].sort())
  expect((await stage.home(milo)).rooms.size).toBe(0)
})

test('accepts only a picture that the relay has', async () => {
  expect(await stage.try(olga, { ...made(), picture })).toBe('no-such-picture')
  await bringPicture(stage)
  await stage.act(olga, { ...made(), picture })
  expect((await stage.roster()).picture).toBe(picture)
  expect((await stage.home(olga)).rooms.get(room)?.picture).toBe(picture)
})

test("R40: nobody can create a room under the id of two people's direct conversation", async () => {
  expect(await stage.try(stan, { ...made(), room: directRoomId([olga, milo]) })).toBe('not-allowed')
})

test('a room created as private keeps guests out, even if it becomes public later', async () => {
  await stage.act(olga, made('Garden', 'private'))
  expect((await stage.roster()).guests).toBe(false)
})
