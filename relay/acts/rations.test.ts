import { beforeEach, expect, test } from 'vitest'
import { dayMs, mostADay } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { ActStage, made, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, stan } from '../../tests/world/people.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

const nth = (n: number) => ({ ...made(`Room ${n}`), room: id(`room${n}`) })

test('R90: an account can create as many rooms a day as the relay allows, and more when a day has passed', async () => {
  stage.roomsADay = 3
  for (let n = 0; n < 3; n++) await stage.act(olga, nth(n))
  expect(await stage.try(olga, nth(3))).toBe('too-many-today')
  await stage.act(milo, nth(4))
  await stage.act(olga, { do: 'delete', room: id('room0') })
  expect(await stage.try(olga, nth(3))).toBe('too-many-today')
  stage.now += dayMs
  await stage.act(olga, nth(3))
})

test("R91: an act that is refused or changes nothing doesn't count", async () => {
  stage.roomsADay = 1
  await stage.act(milo, nth(0))
  expect(await stage.try(olga, { ...nth(0), room: id('second') })).toBe('name-taken')
  await stage.act(olga, nth(1))
  await stage.act(olga, nth(1))
})

test('R91: adding people while creating a room counts like adding them later', async () => {
  await stage.act(olga, { ...made(), members: [milo, mona] })
  expect(await stage.store.acts.doneSince(olga, 'add', 0)).toBe(2)
  await stage.act(olga, { do: 'add', room, user: stan })
  expect(await stage.store.acts.doneSince(olga, 'add', 0)).toBe(3)
})

const spend = (what: keyof typeof mostADay) =>
  stage.store.commit({ done: [{ user: stan, what, count: mostADay[what], at: stage.now }] })

test('R90: adding people, asking to join, inviting and starting conversations have daily limits too', async () => {
  await stage.fill('private')
  await spend('request')
  expect(await stage.try(stan, { do: 'request', room, note: '' })).toBe('too-many-today')
  await stage.act(olga, { do: 'add', room, user: stan })
  for (const what of ['direct', 'add', 'invite'] as const) await spend(what)
  const talk = { do: 'direct' as const, room: directRoomId([stan, milo]), users: [milo] }
  const link = { invitation: id('link'), hash: invitationHash(id('token')), expires: null, uses: null }
  expect(await stage.try(stan, talk)).toBe('too-many-today')
  expect(await stage.try(stan, { do: 'invite', room, ...link })).toBe('too-many-today')
  expect(await stage.try(stan, { ...made('Shed'), room: id('shed'), members: [milo] })).toBe('too-many-today')
})
