import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { directRoomId } from '../../shared/room/direct.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { cast } from '../world/cast.ts'
import { newId, Person } from '../world/person.ts'
import { startRelay } from '../world/relay.ts'
import { type Arena, enter, postAndAck } from './attack.ts'

// People without permission try every way to enter a room and to bring somebody else into one, and each try must fail.
let arena: Arena
let made = 0
beforeAll(async () => {
  const relay = await startRelay()
  arena = { relay, cast: await cast(relay) }
})
afterAll(() => arena.relay.stop())

const newcomer = (name: string) => new Person(arena.relay, `${name}${++made}`).signUp()
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

describe('a link gives only what its maker may give when somebody uses it', () => {
  const linksEach = 20
  const ends = ['remove', 'ban', 'leave', 'setting', 'end of the account', 'deletion of the account'] as const

  const isIn = async (room: string, who: Person): Promise<boolean> =>
    (await who.call('GET', `/api/rooms/${room}/seen`)).status === 200

  const endBy = (how: (typeof ends)[number], room: string, attacker: Person) => {
    const { owner } = arena.cast
    switch (how) {
      case 'remove':
        return owner.act({ do: 'remove', room, user: attacker.id })
      case 'ban':
        return owner.act({ do: 'ban', room, user: attacker.id, erase: false })
      case 'leave':
        return attacker.act({ do: 'leave', room })
      case 'setting':
        return owner.act({ do: 'change', room, invites: 'moderators' })
      case 'end of the account':
        return owner.call('POST', '/api/accounts/end', { username: attacker.username })
      case 'deletion of the account':
        return attacker.call('POST', '/api/account/delete', {
          password: attacker.password,
          username: attacker.username,
          erase: false,
        })
    }
  }

  test.each(ends)(`%s: ${linksEach} links, and as many made at the same moment, let nobody in`, async (how) => {
    const { owner } = arena.cast
    const [attacker, accomplice] = [await newcomer('eve'), await newcomer('mallory')]
    const room = await owner.makeRoom('private')
    await owner.act({ do: 'add', room, user: attacker.id })
    const tokens = times(2 * linksEach, newId)
    const invite = (token: string) =>
      attacker.tryAct({
        do: 'invite',
        room,
        invitation: newId(),
        hash: invitationHash(token),
        expires: null,
        uses: null,
      })
    for (const token of tokens.slice(0, linksEach)) expect((await invite(token)).status).toBe(200)
    const knock = { id: newId(), act: { do: 'join', room, invitation: newId() } }
    await accomplice.call('POST', '/api/acts', knock)

    const meanwhile = tokens.slice(linksEach).map(invite)
    const ended = await endBy(how, room, attacker)
    expect(ended.status).toBeLessThan(300)
    await Promise.all(meanwhile)

    // Only one token of each kind, since the number of requests from one network is limited.
    for (const token of [tokens[0], tokens.at(-1)])
      expect((await accomplice.call('GET', `/api/invitations/${room}/${token}`)).body).toEqual({
        error: 'invitation-over',
      })
    const tries = await Promise.all(
      tokens.flatMap((invitation) =>
        [accomplice, ...(how === 'setting' ? [] : [attacker])].map((who) =>
          who.tryAct({ do: 'join', room, invitation }),
        ),
      ),
    )
    expect(tries.filter(({ status }) => status === 200)).toEqual([])
    expect((await accomplice.call('POST', '/api/acts', knock)).body).toEqual({ error: 'invitation-over' })
    await postAndAck(await enter(arena.relay, room, owner), owner, room)
    expect(await isIn(room, accomplice)).toBe(false)
  })
})

describe("strangers can't add somebody who only lets them invite", () => {
  const crowd = 5

  test(`${crowd} strangers who share only public rooms with somebody can't add them anywhere, whichever way they try`, async () => {
    const { owner: friend } = arena.cast
    const victim = await newcomer('vic')
    const publicRooms = await Promise.all(times(3, () => friend.makeRoom('public')))
    for (const room of publicRooms) await victim.act({ do: 'join', room })
    await victim.act({ do: 'profile', room: victim.id, strangersInvite: true })

    const attack = async (who: Person): Promise<string[]> => {
      for (const room of publicRooms) await who.act({ do: 'join', room })
      const own = [await who.makeRoom('public'), await who.makeRoom('private')]
      const tries = await Promise.all([
        ...own.map((room) => who.tryAct({ do: 'add', room, user: victim.id })),
        who.tryAct({ do: 'direct', room: directRoomId([who.id, victim.id]), users: [victim.id] }),
      ])
      const room = newId()
      const members = [victim.id]
      const make = await who.tryAct({
        do: 'make',
        room,
        name: `an insult ${room}`,
        topic: '',
        visibility: 'private',
        members,
      })
      expect(make.body.result.leftOut).toEqual(members)
      return tries.map(({ body }) => String(body.error))
    }
    for (let n = 0; n < crowd; n++)
      expect(await attack(await newcomer('stranger'))).toEqual(['invite-only', 'invite-only', 'invite-only'])

    const shared = await victim.makeRoom('private')
    await victim.act({ do: 'add', room: shared, user: friend.id })
    await friend.act({ do: 'add', room: await friend.makeRoom('private'), user: victim.id })
  })
})
