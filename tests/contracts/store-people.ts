import { describe, expect, test } from 'vitest'
import type { Store } from '../../relay/store/store.ts'
import { StoreConflict } from '../../relay/store/store.ts'
import type { MemberSpan } from '../../shared/room/roster.ts'
import {
  aDevice,
  aGone,
  aMember,
  anInvitation,
  aRequest,
  aRoom,
  aUser,
  id,
  laptop,
  milo,
  olga,
  olgas,
  phone,
  post,
  room,
} from './store-rows.ts'

/** Rooms, their members and invitations; users and their devices. */
export const describePeople = (open: () => Store): void => {
  const commit: Store['commit'] = (change) => open().commit(change)

  describe('rooms', () => {
    test('a room is found by its id and by the key of its name', async () => {
      await commit({ rooms: [aRoom(), aRoom({ id: milo, kind: 'self', nameKey: null, visibility: 'private' })] })
      expect(await open().rooms.byId(room)).toEqual(aRoom())
      expect(await open().rooms.byNameKey('garden')).toEqual(aRoom())
      expect(await open().rooms.byNameKey('Garden')).toBeNull()
      expect((await open().rooms.byId(milo))?.kind).toBe('self')
      expect(await open().rooms.byId(olga)).toBeNull()
    })

    test('committing a room again replaces all of its fields', async () => {
      const full = aRoom({
        kind: 'direct',
        name: 'Meadow',
        nameKey: null,
        topic: 'bees',
        visibility: 'private',
        picture: 'hash',
        guests: false,
        invites: 'moderators',
        threads: 'timeline',
        archived: 70,
        made: 6,
        head: 4,
        formerly: [
          { name: 'Garden', until: 60 },
          { name: 'Lawn', until: 65 },
        ],
        deleted: 80,
      })
      await commit({ rooms: [aRoom()] })
      await commit({ rooms: [full] })
      expect(await open().rooms.byId(room)).toEqual(full)
      await commit({ rooms: [aRoom()] })
      expect(await open().rooms.byId(room)).toEqual(aRoom())
    })

    test('two rooms cannot have the same name key, but one that a room gives up can be used again', async () => {
      await commit({ rooms: [aRoom()] })
      const second = aRoom({ id: id('second') })
      await expect(commit({ rooms: [second] })).rejects.toBeInstanceOf(StoreConflict)
      await commit({ rooms: [aRoom({ nameKey: null }), second] })
      expect((await open().rooms.byNameKey('garden'))?.id).toBe(second.id)
    })

    test('public rooms are listed with their number of members and the time of their newest record', async () => {
      const zoo = { id: id('zoo'), name: 'Zoo', nameKey: 'zoo', topic: 'bears' }
      const rooms = [
        aRoom(),
        aRoom({ id: id('closed'), nameKey: null }),
        aRoom({ id: id('hidden'), nameKey: null, visibility: 'private' }),
        aRoom({ id: id('deleted'), nameKey: null, deleted: 9 }),
        aRoom({ id: id('direct'), nameKey: null, kind: 'direct' }),
        aRoom({ ...zoo, picture: 'bear', guests: false, archived: 40 }),
      ]
      const members = [
        aMember(milo),
        aMember(olga, { role: null, spans: [[1, 2]] }),
        aMember(milo, { room: id('closed'), role: null }),
        aMember(milo, { room: id('hidden') }),
        aMember(milo, { room: id('deleted') }),
        aMember(milo, { room: id('direct') }),
        aMember(milo, { room: id('zoo') }),
        aMember(olga, { room: id('zoo') }),
      ]
      await commit({ rooms, members })
      await commit({ records: [post(0, { time: 900 }), post(1, { time: 400, segment: 2 })] })
      const plain = { picture: null, guests: true, archived: null }
      expect(await open().rooms.public()).toEqual([
        { id: room, name: 'Garden', topic: '', ...plain, members: 1, lastAt: 900 },
        {
          id: zoo.id,
          name: 'Zoo',
          topic: 'bears',
          picture: 'bear',
          guests: false,
          archived: 40,
          members: 2,
          lastAt: null,
        },
      ])
    })
  })

  describe('members', () => {
    test('past members stay listed with their spans, but a user’s rooms are only those they are in now', async () => {
      const spans: MemberSpan[] = [
        [1, 2],
        [3, 4, 'removed'],
        [5, 9, 'banned'],
      ]
      const gone = aMember(olga, { role: null, spans, banned: 9, erasing: 99 })
      await commit({ rooms: [aRoom(), aRoom({ id: milo, kind: 'self', nameKey: null })] })
      await commit({ members: [aMember(milo), aMember(olga), aMember(milo, { room: milo, role: 'owner' })] })
      await commit({ members: [gone] })
      expect(await open().rooms.members(room)).toEqual([aMember(milo), gone])
      expect(await open().rooms.of(milo)).toEqual([{ room: aRoom(), member: aMember(milo) }])
      expect(await open().rooms.of(olga)).toEqual([])
      await commit({ members: [aMember(olga)] })
      expect(await open().rooms.members(room)).toEqual([aMember(milo), aMember(olga)])
    })

    test('a user’s rooms include direct conversations, but not deleted rooms', async () => {
      const direct = aRoom({ id: id('direct'), kind: 'direct', nameKey: null })
      const deleted = aRoom({ id: id('deleted'), nameKey: null, deleted: 3 })
      const members = [aMember(milo, { room: direct.id }), aMember(milo, { room: deleted.id })]
      await commit({ rooms: [direct, deleted], members })
      expect(await open().rooms.of(milo)).toEqual([{ room: direct, member: members[0] }])
    })

    test('everOf lists every room that a user was ever in, except their own room', async () => {
      const past = aMember(milo, { room: id('past'), role: null, spans: [[1, 2]] })
      const own = aMember(milo, { room: milo, role: 'owner' })
      await commit({ members: [aMember(milo), past, own, aMember(olga, { room: id('other') })] })
      expect(await open().rooms.everOf(milo)).toEqual([past.room, room].sort())
      expect(await open().rooms.everOf(id('remy'))).toEqual([])
    })
  })

  describe('requests, invitations and lost rooms', () => {
    test('requests are listed by room, oldest first, and by user, refused ones included', async () => {
      const refused = aRequest(olga, { refused: 30 })
      const elsewhere = aRequest(olga, { room: id('other'), at: 4, note: '' })
      await commit({ requests: [refused, aRequest(milo, { at: 20 }), aRequest(id('remy'), { at: 12 }), elsewhere] })
      expect((await open().invitations.requests(room)).map(({ user }) => user)).toEqual([olga, id('remy'), milo])
      expect(await open().invitations.requestsOf(olga)).toEqual([elsewhere, refused])
      expect(await open().invitations.requests(id('nowhere'))).toEqual([])
    })

    test('asking again replaces the first request, and a dropped request is no longer listed', async () => {
      await commit({ requests: [aRequest(olga, { refused: 30 })] })
      await commit({ requests: [aRequest(olga, { at: 50, note: 'please' })] })
      expect(await open().invitations.requests(room)).toEqual([aRequest(olga, { at: 50, note: 'please' })])
      await commit({
        dropRequests: [
          { room, user: olga },
          { room, user: milo },
        ],
      })
      expect(await open().invitations.requestsOf(olga)).toEqual([])
    })

    test('an invitation is found by its hash, in its own room only, even if it is used up or ended', async () => {
      const limited = anInvitation('one', { expires: 90, uses: 2, made: 7 })
      const unlimited = anInvitation('two')
      await commit({ invitations: [limited, unlimited, anInvitation('three', { room: id('other') })] })
      expect(await open().invitations.of(room)).toEqual([unlimited, limited])
      expect(await open().invitations.byHash(room, limited.hash)).toEqual(limited)
      expect(await open().invitations.byHash(id('other'), limited.hash)).toBeNull()
      expect(await open().invitations.byHash(room, 'hash of nothing')).toBeNull()
      await commit({ invitations: [{ ...limited, used: 2 }] })
      expect(await open().invitations.byHash(room, limited.hash)).toEqual({ ...limited, used: 2 })
      const ended = { at: 12, why: 'removed' } as const
      await commit({ invitations: [{ ...limited, ended }] })
      expect(await open().invitations.byHash(room, limited.hash)).toEqual({ ...limited, ended })
    })

    test('what a user did is counted by kind and from a given time on, and is forgotten after a day', async () => {
      const done = (what: 'make' | 'add', count: number, at: number, user = olga) => ({ user, what, count, at })
      await commit({ done: [done('make', 1, 10), done('add', 5, 10), done('make', 2, 20), done('make', 7, 20, milo)] })
      expect(await open().acts.doneSince(olga, 'make', 0)).toBe(3)
      expect(await open().acts.doneSince(olga, 'make', 10)).toBe(2)
      expect(await open().acts.doneSince(olga, 'add', 0)).toBe(5)
      expect(await open().acts.doneSince(milo, 'add', 0)).toBe(0)
      await commit({ done: [done('add', 1, 15 + 24 * 3_600_000)] })
      expect(await open().acts.doneSince(olga, 'make', 0)).toBe(2)
    })

    test('a revoked invitation is not found any more', async () => {
      await commit({ invitations: [anInvitation('one'), anInvitation('two')] })
      await commit({
        dropInvitations: [
          { room, id: id('one') },
          { room, id: id('nothing') },
        ],
      })
      expect(await open().invitations.of(room)).toEqual([anInvitation('two')])
      expect(await open().invitations.byHash(room, 'hash of one')).toBeNull()
    })

    test('goneOf lists the rooms that a user lost since a given time, until the user is back in', async () => {
      const old = aGone(olga, { room: id('old'), at: 3, why: 'deleted' })
      await commit({ gone: [aGone(olga), old, aGone(milo)] })
      await commit({ gone: [aGone(olga, { why: 'banned', at: 12 })] })
      expect(await open().rooms.goneOf(olga, 0)).toEqual([old, aGone(olga, { why: 'banned', at: 12 })])
      expect(await open().rooms.goneOf(olga, 12)).toHaveLength(1)
      expect(await open().rooms.goneOf(olga, 13)).toEqual([])
      await commit({
        dropGone: [
          { room, user: olga },
          { room: id('never'), user: olga },
        ],
      })
      expect(await open().rooms.goneOf(olga, 0)).toEqual([old])
      expect(await open().rooms.goneOf(milo, 0)).toEqual([aGone(milo)])
    })

    test('a row that one change both adds and drops is not there afterwards', async () => {
      await commit({
        requests: [aRequest(olga)],
        dropRequests: [{ room, user: olga }],
        invitations: [anInvitation('one')],
        dropInvitations: [{ room, id: id('one') }],
        gone: [aGone(olga)],
        dropGone: [{ room, user: olga }],
      })
      const left = [
        await open().invitations.requestsOf(olga),
        await open().invitations.of(room),
        await open().rooms.goneOf(olga, 0),
      ]
      expect(left).toEqual([[], [], []])
    })
  })

  describe('users', () => {
    test('users are found by id, and two users cannot have the same user name', async () => {
      const row = aUser()
      await commit({ users: [row, aUser({ id: olga, username: 'olga', name: 'Olga' })] })
      expect(await open().people.byId(milo)).toEqual(row)
      expect((await open().people.byIds([olga, milo, room])).map(({ username }) => username)).toEqual(['milo', 'olga'])
      await expect(commit({ users: [{ ...row, id: room }] })).rejects.toBeInstanceOf(StoreConflict)
      await commit({ users: [{ ...row, name: 'Milo L.' }] })
      expect((await open().people.byId(milo))?.name).toBe('Milo L.')
    })

    test('committing a user again replaces all fields, and the old user name can be used again', async () => {
      const full = aUser({
        username: 'milo.l',
        name: 'Milo L.',
        picture: 'hash',
        about: 'engines',
        zone: 'Europe/London',
        status: { emoji: '🌴', text: 'away "till" May', until: 500, quiet: true },
        showsSeen: false,
        strangersInvite: true,
        deleted: true,
      })
      await commit({ users: [aUser()] })
      await commit({ users: [full] })
      expect(await open().people.byId(milo)).toEqual(full)
      await commit({ users: [aUser()] })
      expect(await open().people.byId(milo)).toEqual(aUser())
      await commit({ users: [aUser({ id: olga, username: 'milo.l' })] })
    })

    test('the time a user was last seen never goes back, and changing the profile does not change it', async () => {
      await commit({ users: [aUser(), aUser({ id: olga, username: 'olga' })] })
      expect(await open().people.seen([milo, olga])).toEqual(new Map())
      await commit({
        seen: [
          { user: milo, at: 50 },
          { user: id('nobody'), at: 60 },
        ],
      })
      await commit({ seen: [{ user: milo, at: 40 }], users: [aUser({ about: 'engines' })] })
      expect(await open().people.seen([milo, olga, id('nobody')])).toEqual(new Map([[milo, 50]]))
      await commit({
        seen: [
          { user: milo, at: 70 },
          { user: milo, at: 65 },
        ],
      })
      expect((await open().people.seen([milo])).get(milo)).toBe(70)
      expect(await open().people.seen([olga])).toEqual(new Map())
    })

    test('blocking somebody twice counts once, and unblocking takes it back', async () => {
      const block = (blocked: string, on = true) => ({ user: milo, blocked, on })
      await commit({ blocks: [block(olga), block(olga), block(id('remy'))] })
      expect(await open().people.blocksOf(milo)).toEqual([olga, id('remy')])
      expect(await open().people.blocksOf(olga)).toEqual([])
      await commit({ blocks: [block(olga, false), block(id('dov'), false)] })
      expect(await open().people.blocksOf(milo)).toEqual([id('remy')])
    })

    test('a device cannot be moved to another user', async () => {
      await commit({ devices: [aDevice(), aDevice({ id: laptop, publicKey: 'other', added: 2 })] })
      expect(await open().people.device(phone)).toEqual(aDevice())
      expect(await open().people.device(olgas)).toBeNull()
      expect((await open().people.devicesOf([milo, olga])).map((device) => device.id)).toEqual([laptop, phone])
      await expect(commit({ devices: [aDevice({ user: olga })] })).rejects.toBeInstanceOf(StoreConflict)
    })

    test('a device that was removed keeps the time of its first removal', async () => {
      await commit({ devices: [aDevice(), aDevice({ id: laptop, added: 2, ended: 4 })] })
      await commit({
        endDevices: [
          { id: phone, user: milo, at: 20 },
          { id: olgas, user: olga, at: 20 },
        ],
      })
      await commit({
        endDevices: [
          { id: phone, user: milo, at: 30 },
          { id: laptop, user: milo, at: 30 },
        ],
      })
      expect((await open().people.devicesOf([milo])).map(({ ended }) => ended)).toEqual([4, 20])
    })
  })
}
