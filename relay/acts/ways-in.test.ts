import { beforeEach, describe, expect, test } from 'vitest'
import { backWithinMs, mostTimesIn } from '../../shared/room/acts.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { ActStage, room } from '../../tests/world/acts.ts'
import { id, milo, mona, olga, remy, stan } from '../../tests/world/people.ts'
import { outsider } from './rows.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

const token = id('token')
const link = id('link')
const hash = invitationHash(token)
const invite = { do: 'invite', room, invitation: link, hash, expires: null, uses: null } as const
const throughLink = { do: 'join', room, invitation: token } as const

describe('joining', () => {
  test('adds a person to a public room, once', async () => {
    await stage.fill()
    await stage.act(stan, { do: 'join', room })
    expect((await stage.roles()).get(stan)).toBe('member')
    expect((await stage.home(stan)).rooms.get(room)?.role).toBe('member')
    expect(await stage.try(stan, { do: 'join', room })).toBe('already')
  })

  const spans = async () => (await stage.roster()).members.get(stan)?.spans

  test('R56: within a minute of leaving continues the same span, and later starts a new one', async () => {
    await stage.fill()
    await stage.act(stan, { do: 'join', room })
    const joined = stage.now
    await stage.act(stan, { do: 'leave', room })
    stage.now += backWithinMs - 2
    await stage.act(stan, { do: 'join', room })
    expect(await spans()).toEqual([[joined, null]])
    await stage.act(stan, { do: 'leave', room })
    const left = stage.now
    stage.now += backWithinMs - 1
    await stage.act(olga, { do: 'add', room, user: stan })
    expect(await spans()).toEqual([
      [joined, left],
      [stage.now, null],
    ])
  })

  test('right after a removal starts a new span', async () => {
    await stage.fill()
    await stage.act(remy, { do: 'join', room })
    expect((await stage.roster()).members.get(remy)?.spans).toEqual([
      [1_004, 1_006, 'removed'],
      [stage.now, null],
    ])
  })

  test("stops after 200 times, so that joining and leaving again can't fill the roster", async () => {
    await stage.fill()
    const before = Array.from({ length: mostTimesIn - 1 }, (_, n): [number, number] => [n, n])
    await stage.store.commit({ members: [{ ...outsider(room, stan), spans: before }] })
    stage.now += backWithinMs
    await stage.act(stan, { do: 'join', room })
    await stage.act(stan, { do: 'leave', room })
    expect(await stage.try(stan, { do: 'join', room })).toBe('too-many')
    expect(await stage.try(olga, { do: 'add', room, user: stan })).toBe('too-many')
    await stage.act(olga, { do: 'change', room, visibility: 'private' })
    expect(await stage.try(stan, { do: 'request', room, note: '' })).toBe('too-many')
    expect(await spans()).toHaveLength(mostTimesIn)
  })

  test('is refused in a private room and in an archived room', async () => {
    await stage.fill('private')
    expect(await stage.try(stan, { do: 'join', room })).toBe('private')
    await stage.act(olga, { do: 'change', room, visibility: 'public' })
    await stage.act(olga, { do: 'archive', room, on: true })
    expect(await stage.try(stan, { do: 'join', room })).toBe('archived')
  })
})

describe('an invitation', () => {
  beforeEach(() => stage.fill('private'))

  test('opens a private room, and counts the people who use it', async () => {
    await stage.act(milo, invite)
    await stage.act(stan, throughLink)
    expect((await stage.roles()).get(stan)).toBe('member')
    expect(await stage.store.invitations.of(room)).toMatchObject([{ id: link, by: milo, used: 1 }])
  })

  test('P21: stores only the hash of its token', async () => {
    const { change } = await stage.act(milo, invite)
    expect(JSON.stringify(change)).not.toContain(token)
    expect(await stage.try(stan, { ...throughLink, invitation: id('other') })).toBe('invitation-over')
  })

  test('R46: is one of at most fifty valid ones per maker, and revoking one makes room for another', async () => {
    const numbered = (n: number) => ({ ...invite, invitation: id(`link${n}`), hash: invitationHash(id(`token${n}`)) })
    for (let n = 0; n < 50; n++) await stage.act(milo, numbered(n))
    expect(await stage.try(milo, numbered(50))).toBe('too-many')
    await stage.act(mona, numbered(51))
    await stage.act(milo, { do: 'uninvite', room, invitation: id('link7') })
    await stage.act(milo, numbered(50))
  })

  test('ends after its last allowed use', async () => {
    await stage.act(milo, { ...invite, uses: 1 })
    await stage.act(stan, throughLink)
    expect(await stage.try(remy, throughLink)).toBe('invitation-over')
  })

  test('R70: expires at its time and not earlier', async () => {
    await stage.act(milo, { ...invite, expires: stage.now + 10 })
    await stage.act(stan, throughLink)
    stage.now += 10
    expect(await stage.try(remy, throughLink)).toBe('invitation-over')
  })

  test('can be revoked by the person who made it and by moderators, but not by other members', async () => {
    await stage.act(milo, invite)
    await stage.act(olga, { do: 'add', room, user: stan })
    const takeBack = { do: 'uninvite', room, invitation: link } as const
    expect(await stage.try(stan, takeBack)).toBe('not-yours')
    await stage.act(mona, takeBack)
    expect(await stage.try(remy, throughLink)).toBe('invitation-over')
    expect(await stage.try(mona, takeBack)).toBe('no-such-target')
    await stage.act(milo, invite)
    await stage.act(milo, takeBack)
  })

  test('can be made only once, and a used-up one disappears when its maker makes a new one', async () => {
    await stage.act(milo, { ...invite, uses: 1 })
    expect(await stage.try(milo, invite)).toBe('already')
    expect(await stage.try(milo, { ...invite, invitation: id('second') })).toBe('already')
    await stage.act(stan, throughLink)
    await stage.act(milo, { ...invite, invitation: id('second'), hash: invitationHash(id('another')) })
    expect((await stage.store.invitations.of(room)).map((row) => row.id)).toEqual([id('second')])
  })

  test("doesn't let in banned people, and lets nobody into an archived room", async () => {
    await stage.act(milo, invite)
    await stage.act(olga, { do: 'ban', room, user: stan, erase: false })
    expect(await stage.try(stan, throughLink)).toBe('banned')
    await stage.act(olga, { do: 'archive', room, on: true })
    expect(await stage.try(remy, throughLink)).toBe('archived')
    expect(await stage.store.invitations.of(room)).toMatchObject([{ used: 0 }])
  })
})

describe('asking to join', () => {
  const ask = { do: 'request', room, name: 'Garden', note: 'I garden.' } as const
  beforeEach(() => stage.fill('private'))

  test("shows in the roster, and at the person's home", async () => {
    await stage.act(stan, ask)
    expect((await stage.roster()).requests).toEqual(
      new Map([[stan, { name: 'stan x', username: 'stan', note: 'I garden.', at: stage.now }]]),
    )
    expect((await stage.home(stan)).requests.get(room)).toEqual({ name: 'Garden', at: stage.now })
    expect(await stage.try(stan, ask)).toBe('already')
    expect(await stage.try(milo, ask)).toBe('already')
  })

  test("doesn't tell the person the room's current name", async () => {
    await stage.act(olga, { do: 'change', room, name: 'Secret garden' })
    const { answer } = await stage.act(remy, ask)
    expect(answer.name).toBe('Garden')
    await stage.act(remy, { do: 'profile', room: remy, about: 'writes the home anew' })
    expect((await stage.home(remy)).requests.get(room)?.name).toBe('Garden')
    await stage.act(stan, { do: 'request', room, note: '' })
    expect((await stage.home(stan)).requests.get(room)?.name).toBe('')
  })

  test('gets no answer while the room is archived', async () => {
    await stage.act(stan, ask)
    await stage.act(olga, { do: 'archive', room, on: true })
    expect(await stage.try(mona, { do: 'answer', room, user: stan, let: true })).toBe('archived')
  })

  test('gets an answer from moderators, and ends when they accept', async () => {
    await stage.act(stan, ask)
    const yes = { do: 'answer', room, user: stan, let: true } as const
    expect(await stage.try(milo, yes)).toBe('not-allowed')
    await stage.act(mona, yes)
    expect((await stage.roles()).get(stan)).toBe('member')
    expect((await stage.roster()).requests.size).toBe(0)
    expect((await stage.home(stan)).requests.size).toBe(0)
    expect(await stage.try(mona, yes)).toBe('no-such-target')
  })

  test('R44: shows at home when it is declined, and can be repeated a day later', async () => {
    await stage.act(stan, ask)
    const asked = stage.now
    await stage.act(mona, { do: 'answer', room, user: stan, let: false })
    expect((await stage.roster()).requests.size).toBe(0)
    expect((await stage.home(stan)).requests.get(room)).toEqual({ name: 'Garden', at: asked, refused: stage.now })
    expect(await stage.try(stan, ask)).toBe('already')
    stage.now += 24 * 3_600_000
    await stage.act(stan, ask)
    expect((await stage.home(stan)).requests.get(room)).toEqual({ name: 'Garden', at: stage.now })
    expect((await stage.roster()).requests.has(stan)).toBe(true)
  })

  test('ends when the person comes in another way, when the room becomes public and when it is deleted', async () => {
    await stage.act(stan, ask)
    await stage.act(milo, { do: 'add', room, user: stan })
    expect((await stage.roster()).requests.size).toBe(0)
    await stage.act(remy, ask)
    await stage.act(olga, { do: 'change', room, visibility: 'public' })
    expect((await stage.roster()).requests.size).toBe(0)
    expect((await stage.home(remy)).requests.size).toBe(0)
    expect(await stage.try(remy, ask)).toBe('not-allowed')
    await stage.act(olga, { do: 'change', room, visibility: 'private' })
    await stage.act(remy, ask)
    await stage.act(olga, { do: 'delete', room })
    expect((await stage.home(remy)).requests.size).toBe(0)
  })
})
