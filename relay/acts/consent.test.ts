import { beforeEach, expect, test } from 'vitest'
import type { Act } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import { ActStage, made, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, remy, stan } from '../../tests/world/people.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

const addStan = { do: 'add', room, user: stan } as const
const talkWithStan: Act & { do: 'direct' } = { do: 'direct', room: directRoomId([milo, stan]), users: [stan] }
const block = (on: boolean) => stage.act(stan, { do: 'block', room: stan, user: milo, on })
const strangersInvite = (on: boolean) => stage.act(stan, { do: 'profile', room: stan, strangersInvite: on })

test("R81 R83: somebody you blocked can't add you to anything, and isn't told that you blocked them", async () => {
  await stage.fill()
  await block(true)
  const refusedForBlock = [await stage.try(milo, addStan), await stage.try(milo, talkWithStan)]
  await block(false)
  await strangersInvite(true)
  const refusedForSetting = [await stage.try(milo, addStan), await stage.try(milo, talkWithStan)]
  expect(refusedForBlock).toEqual(['invite-only', 'invite-only'])
  expect(refusedForSetting).toEqual(refusedForBlock)
  expect((await stage.home(stan)).rooms.size).toBe(0)
  await strangersInvite(false)
  await stage.act(milo, addStan)
})

test("others can still add a person who blocked one member, and sharing a room doesn't undo the block", async () => {
  await stage.fill()
  await block(true)
  await stage.act(mona, addStan)
  await stage.act(milo, { ...made('Shed'), room: id('shed') })
  expect(await stage.try(milo, { ...addStan, room: id('shed') })).toBe('invite-only')
})

test('R81: if strangers can only invite you, people who share a room with you can add you while they share it', async () => {
  await stage.fill('private')
  await stage.act(olga, addStan)
  await strangersInvite(true)
  await stage.act(milo, { ...made('Shed'), room: id('shed') })
  await stage.act(milo, { ...addStan, room: id('shed') })
  await stage.act(milo, talkWithStan)
  // When Stan has left the garden, people who share no other room with him are strangers.
  await stage.act(stan, { do: 'leave', room })
  await stage.act(mona, { ...made('Barn'), room: id('barn') })
  expect(await stage.try(mona, { ...addStan, room: id('barn') })).toBe('invite-only')
  expect(await stage.try(remy, { do: 'direct', room: directRoomId([remy, stan]), users: [stan] })).toBe('invite-only')
})

test('R82: people who share only a public room with you still count as strangers, because anybody can join it', async () => {
  await stage.fill()
  await strangersInvite(true)
  await stage.act(stan, { do: 'join', room })
  await stage.act(milo, { ...made('Shed'), room: id('shed') })
  expect(await stage.try(milo, { ...addStan, room: id('shed') })).toBe('invite-only')
  expect(await stage.try(milo, talkWithStan)).toBe('invite-only')
  await stage.act(stan, { ...talkWithStan, users: [milo] })
  await stage.act(milo, { ...addStan, room: id('shed') })
})

test('R85: a person who asked to join gets in, even if they blocked the moderator who accepts', async () => {
  await stage.fill('private')
  await stage.act(stan, { do: 'block', room: stan, user: mona, on: true })
  await strangersInvite(true)
  await stage.act(stan, { do: 'request', room, note: '' })
  await stage.act(mona, { do: 'answer', room, user: stan, let: true })
  expect((await stage.roles()).get(stan)).toBe('member')
})

test("only a person's own home shows whether strangers can add them", async () => {
  await stage.fill()
  await strangersInvite(true)
  await stage.act(stan, { do: 'join', room })
  expect((await stage.home(stan)).me?.strangersInvite).toBe(true)
  expect(JSON.stringify([...(await stage.roster()).members])).not.toContain('strangersInvite')
  expect(JSON.stringify([...(await stage.home(olga)).rooms])).not.toContain('strangersInvite')
})
