import { beforeEach, expect, test } from 'vitest'
import { invitationHash } from '../../shared/room/invitation.ts'
import { ActStage, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, remy, stan } from '../../tests/world/people.ts'
import { planDeletedUser, planDeparture } from './account-deletion.ts'
import { worthOfLink } from './resolve-invitation.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
  await stage.fill('private')
})

const token = id('token')
const hash = invitationHash(token)
const invite = { do: 'invite', room, invitation: id('link'), hash, expires: null, uses: null } as const
const throughLink = { do: 'join', room, invitation: token } as const
const onlyModerators = { do: 'change', room, invites: 'moderators' } as const

const ends = async () => (await stage.store.invitations.of(room)).map(({ ended }) => ended)
const worth = () => worthOfLink(stage.store, room, token, stage.now)

/** Expects that the link has ended for everybody, for this reason. */
const isOver = async (why: string) => {
  expect(await ends()).toEqual([{ at: stage.now, why }])
  expect(await worth()).toBe(0)
  expect(await stage.try(remy, throughLink)).toBe('invitation-over')
}

test("R71: a link ends when the person who made it is removed, and they can't come back by it", async () => {
  await stage.act(milo, invite)
  expect(await worth()).toBe(Number.POSITIVE_INFINITY)
  await stage.act(olga, { do: 'remove', room, user: milo })
  await isOver('removed')
  expect(await stage.try(milo, throughLink)).toBe('invitation-over')
})

test('a ban ends the links of the banned person, also for their second account', async () => {
  await stage.act(milo, invite)
  await stage.act(mona, { do: 'ban', room, user: milo, erase: false })
  await isOver('banned')
  expect(await stage.try(stan, throughLink)).toBe('invitation-over')
})

test('a member who leaves ends their links', async () => {
  await stage.act(milo, invite)
  await stage.act(milo, { do: 'leave', room })
  await isOver('left')
})

test('when only moderators can invite, the links of members end and those of moderators stay', async () => {
  await stage.act(milo, invite)
  await stage.act(mona, { ...invite, invitation: id('second'), hash: invitationHash(id('other')) })
  await stage.act(olga, onlyModerators)
  expect(await ends()).toEqual([{ at: stage.now, why: 'setting' }, null])
  expect(await stage.try(remy, throughLink)).toBe('invitation-over')
  await stage.act(remy, { ...throughLink, invitation: id('other') })
})

test('where only moderators can invite, a moderator who loses the role loses their links too', async () => {
  await stage.act(olga, onlyModerators)
  await stage.act(mona, invite)
  await stage.act(olga, { do: 'role', room, user: mona, role: 'member' })
  await isOver('demoted')
})

test('an owner who hands over can still invite, and their links still work', async () => {
  await stage.act(olga, onlyModerators)
  await stage.act(olga, invite)
  await stage.act(olga, { do: 'hand-over', room, user: mona })
  await stage.act(remy, throughLink)
})

test('deleting an account ends its links, even before the account is out of the room', async () => {
  await stage.act(milo, invite)
  const deleted = await planDeletedUser(stage.store, milo, stage.now)
  await stage.store.commit(deleted!.change)
  expect(await worth()).toBe(0)
  expect(await stage.try(stan, throughLink)).toBe('invitation-over')
  const parted = await planDeparture(stage.store, milo, room, false, stage.now)
  await stage.store.commit(parted!.change)
  await isOver('deleted')
})

test('R71: an ended link stays ended, even if its maker, their role or the setting comes back', async () => {
  await stage.act(milo, invite)
  await stage.act(olga, { do: 'remove', room, user: milo })
  await stage.act(olga, { do: 'add', room, user: milo })
  expect(await stage.try(remy, throughLink)).toBe('invitation-over')
  const second = id('other')
  await stage.act(milo, { ...invite, invitation: id('second'), hash: invitationHash(second) })
  await stage.act(olga, onlyModerators)
  await stage.act(olga, { do: 'change', room, invites: 'members' })
  expect(await stage.try(remy, { ...throughLink, invitation: second })).toBe('invitation-over')
})

test('P53: ended links stay in the list for a month after new ones are made', async () => {
  await stage.act(milo, invite)
  await stage.act(olga, { do: 'remove', room, user: milo })
  await stage.act(olga, { ...invite, invitation: id('second'), hash: invitationHash(id('other')) })
  expect((await ends()).map((ended) => ended?.why)).toEqual(['removed', undefined])
  stage.now += 30 * 24 * 3_600_000
  await stage.act(olga, { ...invite, invitation: id('third'), hash: invitationHash(id('another')) })
  expect(await ends()).toEqual([null, null])
})

test('links made by other people keep working', async () => {
  await stage.act(mona, invite)
  await stage.act(olga, { do: 'remove', room, user: milo })
  await stage.act(remy, throughLink)
})
