import { beforeEach, describe, expect, test } from 'vitest'
import { backWithinMs, mostTimesIn } from '../../shared/room/acts.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { ActStage, id, milo, mona, olga, remy, room, stan } from '../../tests/world/acts.ts'
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
  test('a public room is joined, once', async () => {
    await stage.fill()
    await stage.act(stan, { do: 'join', room })
    expect((await stage.roles()).get(stan)).toBe('member')
    expect((await stage.home(stan)).rooms.get(room)?.role).toBe('member')
    expect(await stage.try(stan, { do: 'join', room })).toBe('already')
  })

  const spans = async () => (await stage.roster()).members.get(stan)?.spans

  test('R56: again within a minute of having left goes on with the same span, later with another', async () => {
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

  test('at once after a removal is another span', async () => {
    await stage.fill()
    await stage.act(remy, { do: 'join', room })
    expect((await stage.roster()).members.get(remy)?.spans).toEqual([
      [1_004, 1_006, 'removed'],
      [stage.now, null],
    ])
  })

  test('and leaving for ever fills no roster: after two hundred times one comes in no more', async () => {
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

  test('a private room is not, and an archived one is not', async () => {
    await stage.fill('private')
    expect(await stage.try(stan, { do: 'join', room })).toBe('private')
    await stage.act(olga, { do: 'change', room, visibility: 'public' })
    await stage.act(olga, { do: 'archive', room, on: true })
    expect(await stage.try(stan, { do: 'join', room })).toBe('archived')
  })
})

describe('an invitation', () => {
  beforeEach(() => stage.fill('private'))

  test('opens a private room, and counts who came through it', async () => {
    await stage.act(milo, invite)
    await stage.act(stan, throughLink)
    expect((await stage.roles()).get(stan)).toBe('member')
    expect(await stage.store.invitations(room)).toMatchObject([{ id: link, by: milo, used: 1 }])
  })

  test('P21: keeps of its token the hash alone', async () => {
    const { change } = await stage.act(milo, invite)
    expect(JSON.stringify(change)).not.toContain(token)
    expect(await stage.try(stan, { ...throughLink, invitation: id('other') })).toBe('invitation-over')
  })

  test('R46: is one of fifty good ones of its maker at most, and there is room again once one is taken back', async () => {
    const numbered = (n: number) => ({ ...invite, invitation: id(`link${n}`), hash: invitationHash(id(`token${n}`)) })
    for (let n = 0; n < 50; n++) await stage.act(milo, numbered(n))
    expect(await stage.try(milo, numbered(50))).toBe('too-many')
    await stage.act(mona, numbered(51))
    await stage.act(milo, { do: 'uninvite', room, invitation: id('link7') })
    await stage.act(milo, numbered(50))
  })

  test('is over when it was used so often', async () => {
    await stage.act(milo, { ...invite, uses: 1 })
    await stage.act(stan, throughLink)
    expect(await stage.try(remy, throughLink)).toBe('invitation-over')
  })

  test('R70: is over at its time, and not before', async () => {
    await stage.act(milo, { ...invite, expires: stage.now + 10 })
    await stage.act(stan, throughLink)
    stage.now += 10
    expect(await stage.try(remy, throughLink)).toBe('invitation-over')
  })

  test('is taken back by whoever made it and by moderators, and by no other member', async () => {
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

  test('is made once, and goes when a new one comes and it leads nowhere any more', async () => {
    await stage.act(milo, { ...invite, uses: 1 })
    expect(await stage.try(milo, invite)).toBe('already')
    expect(await stage.try(milo, { ...invite, invitation: id('second') })).toBe('already')
    await stage.act(stan, throughLink)
    await stage.act(milo, { ...invite, invitation: id('second'), hash: invitationHash(id('another')) })
    expect((await stage.store.invitations(room)).map((row) => row.id)).toEqual([id('second')])
  })

  test('lets nobody in who is banned, or into a room that is archived', async () => {
    await stage.act(milo, invite)
    await stage.act(olga, { do: 'ban', room, user: stan, erase: false })
    expect(await stage.try(stan, throughLink)).toBe('banned')
    await stage.act(olga, { do: 'archive', room, on: true })
    expect(await stage.try(remy, throughLink)).toBe('archived')
    expect(await stage.store.invitations(room)).toMatchObject([{ used: 0 }])
  })
})

describe('asking to be let in', () => {
  const ask = { do: 'request', room, name: 'Garden', note: 'I garden.' } as const
  beforeEach(() => stage.fill('private'))

  test('shows to those inside, and at home', async () => {
    await stage.act(stan, ask)
    expect((await stage.roster()).requests).toEqual(
      new Map([[stan, { name: 'stan x', username: 'stan', note: 'I garden.', at: stage.now }]]),
    )
    expect((await stage.home(stan)).requests.get(room)).toEqual({ name: 'Garden', at: stage.now })
    expect(await stage.try(stan, ask)).toBe('already')
    expect(await stage.try(milo, ask)).toBe('already')
  })

  test('tells nobody what the room is called meanwhile', async () => {
    await stage.act(olga, { do: 'change', room, name: 'Secret garden' })
    const { answer } = await stage.act(remy, ask)
    expect(answer.name).toBe('Garden')
    await stage.act(remy, { do: 'profile', room: remy, about: 'writes the home anew' })
    expect((await stage.home(remy)).requests.get(room)?.name).toBe('Garden')
    await stage.act(stan, { do: 'request', room, note: '' })
    expect((await stage.home(stan)).requests.get(room)?.name).toBe('')
  })

  test('is answered by nobody while the room is archived', async () => {
    await stage.act(stan, ask)
    await stage.act(olga, { do: 'archive', room, on: true })
    expect(await stage.try(mona, { do: 'answer', room, user: stan, let: true })).toBe('archived')
  })

  test('is answered by moderators: whoever is let in asks no more', async () => {
    await stage.act(stan, ask)
    const yes = { do: 'answer', room, user: stan, let: true } as const
    expect(await stage.try(milo, yes)).toBe('not-allowed')
    await stage.act(mona, yes)
    expect((await stage.roles()).get(stan)).toBe('member')
    expect((await stage.roster()).requests.size).toBe(0)
    expect((await stage.home(stan)).requests.size).toBe(0)
    expect(await stage.try(mona, yes)).toBe('no-such-target')
  })

  test('R44: that is refused is said at home, and may be done again a day later', async () => {
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

  test('is over when one comes in by another way, when the room opens, and when it goes', async () => {
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
