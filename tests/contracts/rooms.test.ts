import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { planAct } from '../../relay/acts/acts.ts'
import { relayLimits } from '../../relay/pace/relay-limits.ts'
import type { Act } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { type Browser, milo, olga, type StartedDoor, startDoor } from './door.ts'

const newId = () => randomBytes(16).toString('base64url')
const eve = { username: 'eve', email: 'eve@example.org', password: 'violet lamps at noon' }

let door: StartedDoor
let [owner, member, stranger]: Browser[] = []
let [ownerId, memberId, strangerId]: string[] = []
let room: string

/** Plans and commits an act as the house behind the door does. */
const act = async (user: string, what: Act): Promise<void> => {
  const planned = await planAct(door.store, user, what, door.time.clock.now(), relayLimits.aDay)
  if ('refusal' in planned) throw new Error(planned.refusal)
  await door.store.commit(planned.change)
}

const enter = async (who: typeof olga): Promise<[Browser, string]> => {
  const browser = door.browser()
  return [browser, (await browser.post('/api/sign-up', who)).json.user.id]
}

beforeEach(async () => {
  door = await startDoor()
  room = newId()
  ;[owner, ownerId] = await enter(olga)
  ;[member, memberId] = await enter(milo)
  ;[stranger, strangerId] = await enter(eve)
  await act(ownerId, {
    do: 'make',
    room,
    name: 'Tea room',
    topic: 'leaves',
    visibility: 'private',
    members: [memberId],
  })
})
afterEach(() => door.stop())

describe('an invitation', () => {
  const token = newId()
  const look = (browser: Browser, at = token) => browser.get(`/api/invitations/${room}/${at}`)
  const invite = (by: string, more: { uses?: number; expires?: number } = {}, of = token) => {
    const terms = { expires: more.expires ?? null, uses: more.uses ?? null }
    const invitation = newId()
    return act(by, { do: 'invite', room, invitation, hash: invitationHash(of), ...terms }).then(() => invitation)
  }

  it('P54: shows which room it leads to and who invites, even without an account', async () => {
    await invite(ownerId!)
    const { status, json } = await look(door.browser())
    expect(status).toBe(200)
    expect(json).toEqual({
      room: { id: room, name: 'Tea room', topic: 'leaves', picture: null, visibility: 'private', members: 2 },
      by: { name: 'Olga' },
    })
    expect((await look(stranger!)).json.by).toEqual({ name: 'Olga', username: 'Olga' })
  })

  it.each(['AAAAAAAAAAAAAAAAAAAAAA', 'short', '..%2F..', '%00', 'x'.repeat(5_000)])(
    "that doesn't exist reveals nothing about the room: %s",
    async (at) => {
      const { status, json } = await look(door.browser(), at)
      expect([status, json]).toEqual([410, { error: 'invitation-over' }])
    },
  )

  it('R70: ends when it is used up, expired or revoked', async () => {
    const guest = door.browser()
    const first = await invite(ownerId!, { uses: 1 })
    await act(strangerId!, { do: 'join', room, invitation: token })
    expect((await look(guest)).json).toEqual({ error: 'invitation-over' })
    await act(ownerId!, { do: 'uninvite', room, invitation: first })
    await invite(ownerId!, { expires: door.time.clock.now() + 60_000 })
    expect((await look(guest)).status).toBe(200)
    await door.time.pass(60_000)
    expect((await look(guest)).status).toBe(410)
  })

  it('into an archived or deleted room says so', async () => {
    const guest = door.browser()
    await invite(ownerId!)
    await act(ownerId!, { do: 'archive', room, on: true })
    expect([(await look(guest)).status, (await look(guest)).json]).toEqual([410, { error: 'archived' }])
    await act(ownerId!, { do: 'delete', room })
    expect((await look(guest)).json).toEqual({ error: 'deleted' })
  })

  it("can't be guessed from one address", async () => {
    const guesses = await Promise.all(Array.from({ length: 200 }, () => look(door.browser(), newId())))
    expect(guesses.map(({ status }) => status)).toContain(429)
  })

  it('ends when its maker is removed: its preview shows nothing any more, and the list says why', async () => {
    await invite(memberId!)
    expect((await look(door.browser())).status).toBe(200)
    await act(ownerId!, { do: 'change', room, name: 'Secret tea', topic: 'who gets what' })
    await act(ownerId!, { do: 'remove', room, user: memberId! })
    expect(await look(door.browser())).toMatchObject({ status: 410, json: { error: 'invitation-over' } })
    await act(ownerId!, { do: 'add', room, user: memberId! })
    expect(await look(door.browser())).toMatchObject({ status: 410, json: { error: 'invitation-over' } })
    const at = expect.any(Number)
    expect((await owner!.get(`/api/rooms/${room}/invitations`)).json).toMatchObject([{ ended: { why: 'removed', at } }])
  })

  it('P54: shows a banned person nothing about the room', async () => {
    await invite(ownerId!)
    await act(ownerId!, { do: 'ban', room, user: strangerId!, erase: false })
    expect(await look(stranger!)).toMatchObject({ status: 403, json: { error: 'banned' } })
  })

  it('P53: is listed to moderators with all others, and to members only if they made it, and never with its token', async () => {
    const hers = await invite(ownerId!)
    const his = await invite(memberId!, { uses: 3 }, newId())
    const listed = async (browser: Browser) => (await browser.get(`/api/rooms/${room}/invitations`)).json
    const all = await listed(owner!)
    expect(all.map(({ id }: { id: string }) => id).sort()).toEqual([hers, his].sort())
    expect(JSON.stringify(all)).not.toContain(token)
    expect(JSON.stringify(all)).not.toContain(invitationHash(token))
    const made = expect.any(Number)
    expect(await listed(member!)).toEqual([
      { id: his, by: memberId, made, expires: null, uses: 3, used: 0, ended: null },
    ])
    expect((await stranger!.get(`/api/rooms/${room}/invitations`)).status).toBe(403)
    expect((await door.browser().get(`/api/rooms/${room}/invitations`)).status).toBe(401)
  })
})

describe('a room by its name', () => {
  it("shows everybody that it is taken, and gives the room's id to people who may ask to join", async () => {
    const ask = async (browser: Browser, name = 'tea room') => (await browser.get(`/api/rooms/by-name/${name}`)).json
    expect(await ask(stranger!)).toEqual({ state: 'private', room })
    expect(await ask(door.browser())).toEqual({ state: 'private' })
    await act(ownerId!, { do: 'change', room, visibility: 'public' })
    expect(await ask(door.browser())).toEqual({ state: 'public', room })
    expect(await ask(door.browser(), encodeURIComponent('TЕА RООM'))).toEqual({ state: 'public', room })
    expect(await ask(door.browser(), 'coffee')).toEqual({ state: 'free' })
  })

  it('is free again after the room is deleted', async () => {
    await act(ownerId!, { do: 'delete', room })
    expect((await stranger!.get('/api/rooms/by-name/Tea%20room')).json).toEqual({ state: 'free' })
  })
})

describe('a person', () => {
  it('shows their profile to everybody who is signed in', async () => {
    const status = { emoji: '🍵', text: 'brewing', until: null, quiet: false }
    const change = { name: 'Milo Lind', about: 'drinks tea', zone: 'Europe/Oslo', status }
    await act(memberId!, { do: 'profile', room: memberId!, ...change })
    await door.store.commit({ seen: [{ user: memberId!, at: 12_345 }] })
    const { json } = await stranger!.get(`/api/people/${memberId}`)
    expect(json).toEqual({
      id: memberId,
      username: 'milo',
      ...change,
      picture: null,
      seen: null,
      deleted: false,
    })
    expect((await door.browser().get(`/api/people/${memberId}`)).status).toBe(401)
    expect((await stranger!.get(`/api/people/${newId()}`)).status).toBe(404)
    expect((await stranger!.get('/api/people/nobody')).status).toBe(404)
  })

  it('shows when they were last seen only to themselves and to people who share a room with them', async () => {
    await door.store.commit({ seen: [{ user: memberId!, at: 12_345 }] })
    const seenBy = async (browser: Browser) => (await browser.get(`/api/people/${memberId}`)).json.seen
    expect([await seenBy(owner!), await seenBy(member!), await seenBy(stranger!)]).toEqual([12_345, 12_345, null])
    await act(strangerId!, { do: 'direct', room: directRoomId([strangerId!, memberId!]), users: [memberId!] })
    await act(ownerId!, { do: 'remove', room, user: memberId! })
    expect([await seenBy(owner!), await seenBy(stranger!)]).toEqual([null, 12_345])
  })

  it('can hide from everybody when they were last seen', async () => {
    await door.store.commit({ seen: [{ user: memberId!, at: 12_345 }] })
    await act(memberId!, { do: 'profile', room: memberId!, showsSeen: false })
    expect((await owner!.get(`/api/people/${memberId}`)).json.seen).toBeNull()
    expect((await owner!.get(`/api/rooms/${room}/seen`)).json).toEqual({})
  })

  it('is found by user name with their current name', async () => {
    await act(memberId!, { do: 'profile', room: memberId!, name: 'Milo Lind' })
    const { json } = await stranger!.get('/api/users/by-name/milo')
    expect(json).toEqual({ id: memberId, username: 'milo', name: 'Milo Lind' })
    expect((await member!.get('/api/me')).json.user.name).toBe('Milo Lind')
  })
})

describe('when members were last seen', () => {
  it('is shown only to members', async () => {
    await door.store.commit({
      seen: [
        { user: memberId!, at: 12_345 },
        { user: strangerId!, at: 9 },
      ],
    })
    expect((await owner!.get(`/api/rooms/${room}/seen`)).json).toEqual({ [memberId!]: 12_345 })
    expect((await stranger!.get(`/api/rooms/${room}/seen`)).status).toBe(403)
    expect((await door.browser().get(`/api/rooms/${room}/seen`)).status).toBe(401)
  })
})
