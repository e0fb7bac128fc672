import { beforeEach, describe, expect, test } from 'vitest'
import { ActStage, bringPicture, made, picture, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, remy, stan } from '../../tests/world/people.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
  await stage.fill()
})

describe('changing a room', () => {
  test("shows the new name and topic in the roster, and the name in every member's home", async () => {
    const { answer, updates } = await stage.act(olga, { do: 'change', room, name: 'Orchard', topic: 'trees' })
    expect(answer.name).toBe('Orchard')
    expect(await stage.roster()).toMatchObject({ name: 'Orchard', topic: 'trees', visibility: 'public' })
    expect((await stage.home(milo)).rooms.get(room)?.name).toBe('Orchard')
    const homes = [milo, mona, olga].map((user) => `home/${user}`)
    expect(updates.map(({ name }) => name)).toEqual([`room/${room}`, ...homes])
    const topic = await stage.act(olga, { do: 'change', room, topic: 'leaves' })
    expect(topic.updates.map(({ name }) => name)).toEqual([`room/${room}`])
  })

  test('keeps the last twenty names of the room', async () => {
    await stage.act(olga, { do: 'change', room, name: 'Orchard' })
    expect((await stage.roster()).formerly).toEqual([{ name: 'Garden', until: stage.now }])
    for (let n = 0; n < 25; n++) await stage.act(olga, { do: 'change', room, name: `Orchard ${n}` })
    const { formerly } = await stage.roster()
    expect(formerly).toHaveLength(20)
    expect(formerly.at(-1)).toEqual({ name: 'Orchard 23', until: stage.now })
  })

  test('R53: refuses a name that another room has, in any case or look-alike letters, and private rooms keep theirs too', async () => {
    await stage.act(milo, { ...made('Kitchen'), room: id('second') })
    expect(await stage.try(olga, { do: 'change', room, name: 'KITCHEN' })).toBe('name-taken')
    expect(await stage.try(olga, { do: 'change', room, name: 'Кitсhen' })).toBe('name-taken')
    await stage.act(olga, { do: 'change', room, name: 'GARDEN' })
    expect(await stage.try(olga, { do: 'change', room, name: 'kitchen', visibility: 'private' })).toBe('name-taken')
    await stage.act(olga, { do: 'change', room, visibility: 'private' })
    expect(await stage.try(milo, { do: 'change', room: id('second'), name: 'garden' })).toBe('name-taken')
  })

  test("shows in the members' homes when the room becomes private", async () => {
    await stage.act(olga, { do: 'change', room, visibility: 'private' })
    expect((await stage.home(milo)).rooms.get(room)?.visibility).toBe('private')
  })

  test('accepts only a picture that the relay has, and can remove it', async () => {
    expect(await stage.try(olga, { do: 'change', room, picture })).toBe('no-such-picture')
    await bringPicture(stage)
    await stage.act(olga, { do: 'change', room, picture })
    expect((await stage.home(milo)).rooms.get(room)?.picture).toBe(picture)
    await stage.act(olga, { do: 'change', room, picture: null })
    expect((await stage.roster()).picture).toBeNull()
    expect((await stage.home(milo)).rooms.get(room)).not.toHaveProperty('picture')
  })

  test('R57: a moderator decides where the replies of threads are shown, and only the roster changes', async () => {
    expect(await stage.roster()).toMatchObject({ threads: 'folded' })
    const { updates } = await stage.act(mona, { do: 'threads', room, shown: 'timeline' })
    expect(updates.map(({ name }) => name)).toEqual([`room/${room}`])
    expect(await stage.roster()).toMatchObject({ threads: 'timeline' })
    expect((await stage.act(mona, { do: 'threads', room, shown: 'timeline' })).updates).toEqual([])
    expect(await stage.try(milo, { do: 'threads', room, shown: 'folded' })).toBe('not-allowed')
  })

  test('R53: only the owner decides whether guests can read and who can invite', async () => {
    await stage.act(olga, { do: 'change', room, guests: false, invites: 'moderators' })
    expect(await stage.roster()).toMatchObject({ guests: false, invites: 'moderators' })
    expect(await stage.try(mona, { do: 'change', room, guests: true })).toBe('not-allowed')
  })
})

describe('archiving a room', () => {
  test("R54: stops every change except unarchiving, and shows in the members' homes", async () => {
    await stage.act(olga, { do: 'archive', room, on: true })
    const at = stage.now
    expect((await stage.roster()).archived).toBe(at)
    expect((await stage.home(milo)).rooms.get(room)?.archived).toBe(at)
    expect(await stage.try(olga, { do: 'change', room, name: 'Other' })).toBe('archived')
    expect(await stage.try(olga, { do: 'add', room, user: stan })).toBe('archived')
    await stage.act(olga, { do: 'archive', room, on: true })
    expect((await stage.roster()).archived).toBe(at)
    await stage.act(olga, { do: 'archive', room, on: false })
    expect((await stage.roster()).archived).toBeNull()
    expect((await stage.home(milo)).rooms.get(room)).not.toHaveProperty('archived')
  })

  test('only the owner can do it', async () => {
    expect(await stage.try(mona, { do: 'archive', room, on: true })).toBe('not-allowed')
  })
})

describe('deleting a room', () => {
  test('removes it from every home and tells the others why', async () => {
    const { answer } = await stage.act(olga, { do: 'delete', room })
    expect(answer).toEqual({ room, name: '' })
    for (const user of [milo, mona]) {
      const home = await stage.home(user)
      expect(home.rooms.size).toBe(0)
      expect(home.gone.get(room)).toEqual({ name: 'Garden', why: 'deleted', at: stage.now })
    }
    expect((await stage.home(olga)).rooms.size).toBe(0)
    expect((await stage.home(olga)).gone.size).toBe(0)
    expect((await stage.home(remy)).gone.get(room)?.why).toBe('removed')
  })

  test('also removes it from the homes of people who asked to join, and of those who were declined', async () => {
    await stage.act(olga, { do: 'change', room, visibility: 'private' })
    for (const user of [stan, remy]) await stage.act(user, { do: 'request', room, name: 'Garden', note: '' })
    await stage.act(olga, { do: 'answer', room, user: stan, let: false })
    expect((await stage.home(stan)).requests.get(room)).toMatchObject({ name: 'Garden', refused: stage.now })
    await stage.act(olga, { do: 'delete', room })
    for (const user of [stan, remy]) {
      expect((await stage.home(user)).requests.size).toBe(0)
      expect(await stage.store.invitations.requestsOf(user)).toEqual([])
    }
  })

  test('leaves an empty row and frees the name', async () => {
    await stage.act(olga, { do: 'delete', room })
    expect(await stage.store.rooms.byId(room)).toMatchObject({ name: '', topic: '', nameKey: null, deleted: stage.now })
    expect(await stage.store.rooms.public()).toEqual([])
    expect((await stage.act(stan, { ...made(), room: id('second') })).answer.name).toBe('Garden')
  })

  test("R7 R54: only the owner can do it, and it can't be undone", async () => {
    expect(await stage.try(mona, { do: 'delete', room })).toBe('not-allowed')
    await stage.act(olga, { do: 'delete', room })
    expect(await stage.try(olga, { do: 'add', room, user: stan })).toBe('closed')
    expect(await stage.try(stan, { do: 'join', room })).toBe('closed')
  })

  test('works on an archived room too', async () => {
    await stage.act(olga, { do: 'archive', room, on: true })
    await stage.act(olga, { do: 'delete', room })
    expect((await stage.home(milo)).gone.get(room)?.why).toBe('deleted')
  })
})
