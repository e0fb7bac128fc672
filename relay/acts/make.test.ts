import { beforeEach, expect, test } from 'vitest'
import { directRoomId } from '../../shared/room/direct.ts'
import { ActStage, bringPicture, id, made, milo, mona, olga, picture, room, stan } from '../../tests/world/acts.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

test('R40: its maker owns it, and roster and home say so', async () => {
  const { answer } = await stage.act(olga, made())
  expect(answer).toEqual({ room, name: 'Garden' })
  expect(await stage.roster()).toMatchObject({
    name: 'Garden',
    topic: 'plants',
    kind: 'room',
    visibility: 'public',
    guests: true,
    invites: 'members',
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

test('made again by its maker it is the same room, and by another it is there already', async () => {
  await stage.act(olga, made())
  const again = await stage.act(olga, made('Other'))
  expect(again.answer).toEqual({ room, name: 'Garden' })
  expect(again.updates).toEqual([])
  expect(await stage.try(milo, made())).toBe('already')
  expect(await stage.try(olga, { ...made(), room: olga })).toBe('already')
})

test('R80: whoever was in from the start and is out learns nothing by making it again', async () => {
  await stage.act(olga, { ...made('Garden', 'private'), members: [milo] })
  expect((await stage.act(milo, made())).answer.name).toBe('Garden')
  await stage.act(olga, { do: 'remove', room, user: milo })
  await stage.act(olga, { do: 'change', room, name: 'Secret garden' })
  expect(await stage.try(milo, made())).toBe('already')
  await stage.act(olga, { do: 'delete', room })
  expect(await stage.try(olga, made())).toBe('already')
})

test('R40 P57: a name that is taken is refused, for public and private rooms alike, and so is one that looks like it', async () => {
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

test('a name is free again for who asked for it in vain, under the same id and another key', async () => {
  await stage.act(olga, made())
  expect(await stage.try(milo, { ...made(), room: id('second') })).toBe('name-taken')
  const { answer } = await stage.act(milo, { ...made('Orchard'), room: id('second') })
  expect(answer).toEqual({ room: id('second'), name: 'Orchard' })
})

test('whoever is named and exists is in from the start; others, and its maker, are passed over', async () => {
  await stage.act(olga, { ...made('Garden', 'private'), members: [milo, id('nobody'), olga] })
  expect(await stage.roles()).toEqual(
    new Map([
      [milo, 'member'],
      [olga, 'owner'],
    ]),
  )
  expect((await stage.home(milo)).rooms.get(room)).toMatchObject({ name: 'Garden', role: 'member' })
})

test('R84: whoever blocked its maker, or lets strangers only invite, is left out, and its maker is told who that is', async () => {
  await stage.act(milo, { do: 'block', room: milo, user: olga, on: true })
  await stage.act(stan, { do: 'profile', room: stan, strangersInvite: true })
  const { answer } = await stage.act(olga, { ...made('Olga hates milo'), members: [milo, mona, stan] })
  expect(answer).toEqual({ room, name: 'Olga hates milo', leftOut: [milo, stan] })
  expect([...(await stage.roles()).keys()].sort()).toEqual([mona, olga].sort())
  expect((await stage.home(milo)).rooms.size).toBe(0)
})

test('its picture is one that the relay has', async () => {
  expect(await stage.try(olga, { ...made(), picture })).toBe('no-such-picture')
  await bringPicture(stage)
  await stage.act(olga, { ...made(), picture })
  expect((await stage.roster()).picture).toBe(picture)
  expect((await stage.home(olga)).rooms.get(room)?.picture).toBe(picture)
})

test('R40: nobody makes a room where two people will meet', async () => {
  expect(await stage.try(stan, { ...made(), room: directRoomId([olga, milo]) })).toBe('not-allowed')
})

test('a private room lets no guests in, should it ever become public', async () => {
  await stage.act(olga, made('Garden', 'private'))
  expect((await stage.roster()).guests).toBe(false)
})
