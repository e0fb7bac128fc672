import { beforeEach, expect, test } from 'vitest'
import { eraseAfterMs } from '../../shared/room/acts.ts'
import { ActStage, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, remy, stan } from '../../tests/world/people.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
  await stage.fill()
})

test("a banned member is out of the room, is told so at home and can't come back", async () => {
  const { closeUsers } = await stage.act(mona, { do: 'ban', room, user: milo, erase: false })
  expect(closeUsers).toEqual([milo])
  const member = (await stage.roster()).members.get(milo)
  expect(member).toMatchObject({ role: null, banned: stage.now, spans: [[1_003, stage.now, 'banned']] })
  expect(member).not.toHaveProperty('erasing')
  expect((await stage.home(milo)).gone.get(room)).toEqual({ name: 'Garden', why: 'banned', at: stage.now })
  expect(await stage.try(milo, { do: 'join', room })).toBe('banned')
  expect(await stage.try(olga, { do: 'add', room, user: milo })).toBe('banned')
  expect(await stage.try(mona, { do: 'ban', room, user: milo, erase: true })).toBe('already')
})

test('R50: a ban with erasure makes all that the member wrote due for erasure in an hour', async () => {
  await stage.act(mona, { do: 'ban', room, user: milo, erase: true })
  expect((await stage.roster()).members.get(milo)?.erasing).toBe(stage.now + eraseAfterMs)
})

test('moderators can also ban people outside the room and past members, and only past members are told', async () => {
  await stage.act(mona, { do: 'ban', room, user: stan, erase: false })
  expect((await stage.roster()).members.get(stan)).toMatchObject({ role: null, spans: [], banned: stage.now })
  expect((await stage.home(stan)).gone.size).toBe(0)
  await stage.act(mona, { do: 'ban', room, user: remy, erase: true })
  expect((await stage.roster()).members.get(remy)).toMatchObject({
    spans: [[1_004, 1_006, 'removed']],
    banned: stage.now,
  })
  expect((await stage.home(remy)).gone.get(room)).toEqual({ name: 'Garden', why: 'banned', at: stage.now })
  expect(await stage.try(mona, { do: 'ban', room, user: id('nobody'), erase: false })).toBe('no-such-user')
})

test('when a banned member comes back, the roster still shows that a ban ended their earlier stay, and when it was lifted', async () => {
  await stage.act(mona, { do: 'ban', room, user: milo, erase: false })
  const banned = stage.now
  await stage.act(mona, { do: 'unban', room, user: milo })
  const lifted = stage.now
  await stage.act(milo, { do: 'join', room })
  const { spans } = (await stage.roster()).members.get(milo)!
  expect(spans).toEqual([
    [1_003, banned, 'banned', lifted],
    [stage.now, null],
  ])
})

test('the end of a ban is told once, and only for a ban that ended a membership', async () => {
  const spans = async () => (await stage.roster()).members.get(milo)!.spans
  const banAndLift = async () => {
    await stage.act(mona, { do: 'ban', room, user: milo, erase: false })
    await stage.act(mona, { do: 'unban', room, user: milo })
  }
  await banAndLift()
  const told = await spans()
  expect(told).toEqual([[1_003, expect.any(Number), 'banned', stage.now]])
  await banAndLift()
  expect(await spans()).toEqual(told)
  await stage.act(milo, { do: 'join', room })
  await stage.act(milo, { do: 'leave', room })
  await banAndLift()
  expect((await spans()).at(-1)).toEqual([expect.any(Number), expect.any(Number)])
})

test('a member who left before the ban still counts as having left', async () => {
  await stage.act(milo, { do: 'leave', room })
  const left = stage.now
  await stage.act(mona, { do: 'ban', room, user: milo, erase: false })
  expect((await stage.roster()).members.get(milo)).toMatchObject({ spans: [[1_003, left]], banned: stage.now })
  expect((await stage.home(milo)).gone.get(room)).toEqual({ name: '', why: 'banned', at: stage.now })
})

test("a ban ends the person's request to join", async () => {
  await stage.act(olga, { do: 'change', room, visibility: 'private' })
  await stage.act(stan, { do: 'request', room, note: '' })
  await stage.act(mona, { do: 'ban', room, user: stan, erase: false })
  expect((await stage.roster()).requests.size).toBe(0)
  const home = await stage.home(stan)
  expect(home.requests.size).toBe(0)
  expect(home.gone.get(room)?.why).toBe('banned')
})

test("R51: lifting a ban leaves no trace: the person can join, and their messages aren't erased", async () => {
  await stage.act(mona, { do: 'ban', room, user: milo, erase: true })
  expect(await stage.try(milo, { do: 'unban', room, user: milo })).toBe('not-a-member')
  await stage.act(mona, { do: 'unban', room, user: milo })
  const member = (await stage.roster()).members.get(milo)
  expect(member).not.toHaveProperty('banned')
  expect(member).not.toHaveProperty('erasing')
  expect((await stage.home(milo)).gone.size).toBe(0)
  expect(await stage.store.upkeep.erasuresDue(Number.MAX_SAFE_INTEGER)).toEqual([])
  await stage.act(milo, { do: 'join', room })
  expect(await stage.try(mona, { do: 'unban', room, user: milo })).toBe('no-such-user')
})

test('R50: nobody can ban the owner or themselves, and only the owner can ban moderators', async () => {
  const ban = (actor: string, user: string) => stage.try(actor, { do: 'ban', room, user, erase: false })
  expect(await ban(mona, olga)).toBe('not-allowed')
  expect(await ban(mona, mona)).toBe('not-allowed')
  expect(await ban(milo, remy)).toBe('not-allowed')
  await stage.act(olga, { do: 'role', room, user: milo, role: 'moderator' })
  expect(await ban(mona, milo)).toBe('not-allowed')
  expect(typeof (await ban(olga, milo))).toBe('object')
})
