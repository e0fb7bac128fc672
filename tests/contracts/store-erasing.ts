import { describe, expect, test } from 'vitest'
import type { RecordRow, WrittenRow } from '../../relay/store/records.ts'
import type { Store } from '../../relay/store/store.ts'
import { slicesOf } from '../world/store/slices.ts'
import {
  aGone,
  all,
  aMember,
  anInvitation,
  aPicture,
  aRequest,
  aRoom,
  asRecord,
  aUser,
  doc,
  empty,
  id,
  laptop,
  milo,
  olga,
  olgas,
  phone,
  post,
  repeat,
  room,
} from './store-rows.ts'

/** Export and erasure of what a user wrote, deleted rooms, and unused pictures. */
export const describeErasing = (open: () => Store): void => {
  const commit: Store['commit'] = (change) => open().commit(change)
  const names = (rows: readonly { device: string; seq: number }[]) => rows.map(({ device, seq }) => `${device}.${seq}`)

  describe('everything that a user wrote', () => {
    test('ofUser lists a user’s records in a room that are not erased, each once, up to a limit', async () => {
      await commit({
        records: [
          post(0),
          post(1),
          post(0, { client: 8, device: laptop, segment: 2 }),
          post(0, { client: 9, device: olgas }),
          repeat(10, 0, asRecord(post(1))),
          empty(7, 2, 3),
          post(0, { room: id('other') }),
        ],
      })
      const found = await open().records.ofUser(room, milo, 10)
      expect(names(found).sort()).toEqual([`${laptop}.1`, `${phone}.1`, `${phone}.2`])
      expect(found.find(({ device }) => device === laptop)?.segment).toBe(2)
      expect(await open().records.ofUser(room, milo, 2)).toHaveLength(2)
      await commit({ blank: found.slice(0, 2).map(({ device, seq }) => ({ room, device, seq })) })
      expect(await open().records.ofUser(room, milo, 10)).toEqual(found.slice(2))
      expect(await open().records.ofUser(room, id('remy'), 10)).toEqual([])
    })

    test('writtenBy lists the records of all rooms, the user’s own room included, by room, time, device and seq', async () => {
      const other = id('zoo')
      const inOwn = post(0, { room: milo, kind: 'set', key: 'read/x', time: 5_000 })
      await commit({
        records: [
          post(0, { room: other, time: 1 }),
          post(1, { time: 900 }),
          post(0, { time: 900 }),
          post(5, { time: 100, segment: 2 }),
          post(0, { client: 8, device: laptop, time: 900 }),
          post(0, { client: 9, device: olgas, time: 900 }),
          inOwn,
        ],
      })
      const written = await open().records.writtenBy(milo, null, 10)
      expect(written.map((row) => [row.room, row.time, row.device, row.seq, row.segment])).toEqual([
        [milo, 5_000, phone, 1, 1],
        [room, 100, phone, 6, 2],
        [room, 900, laptop, 1, 1],
        [room, 900, phone, 1, 1],
        [room, 900, phone, 2, 1],
        [other, 1, phone, 1, 1],
      ])
      expect(written[0]?.bytes).toEqual(asRecord(inOwn).bytes)
      expect(await open().records.writtenBy(id('remy'), null, 10)).toEqual([])
    })

    test.each([1, 2, 3, 7])(
      'read in pages of %i, every record comes exactly once, and erased ones are left out',
      async (size) => {
        const rows: RecordRow[] = []
        for (let n = 0; n < 30; n++) {
          const [client, device] = n % 3 === 0 ? [8, laptop] : [7, phone]
          rows.push(post(n, { room: id(`room${n % 4}`), client, device, time: 1 + (n % 5) }))
        }
        await commit({ records: rows })
        await commit({
          blank: [4, 9].map((n) => ({ room: id(`room${n % 4}`), device: n === 4 ? phone : laptop, seq: n + 1 })),
        })
        const whole = await open().records.writtenBy(milo, null, 100)
        expect(whole).toHaveLength(28)
        const paged: WrittenRow[] = []
        for (let page = await next(null); page.length > 0; page = await next(paged.at(-1) ?? null)) paged.push(...page)
        expect(paged).toEqual(whole)

        function next(after: WrittenRow | null): Promise<WrittenRow[]> {
          return open().records.writtenBy(milo, after, size)
        }
      },
    )

    test('the next page starts after the last record, even if that record has been erased since', async () => {
      await commit({ records: [post(0), post(1), post(2)] })
      const [first] = await open().records.writtenBy(milo, null, 1)
      await commit({ blank: [{ room, device: phone, seq: 1 }] })
      expect(names(await open().records.writtenBy(milo, first ?? null, 5))).toEqual([`${phone}.2`, `${phone}.3`])
    })
  })

  describe('members whose messages must be erased', () => {
    test('a member is listed once the time has come, as long as some of their messages are left', async () => {
      const other = id('other')
      await commit({
        records: [post(0), post(0, { room: other, client: 9, device: olgas }), post(0, { client: 9, device: olgas })],
        members: [
          aMember(milo, { erasing: 100 }),
          aMember(olga, { erasing: null }),
          aMember(olga, { room: other, erasing: 90 }),
          aMember(id('remy'), { erasing: 10 }),
        ],
      })
      expect(await open().upkeep.erasuresDue(89)).toEqual([])
      expect(await open().upkeep.erasuresDue(90)).toEqual([{ room: other, user: olga }])
      expect(await open().upkeep.erasuresDue(100)).toEqual([
        { room: other, user: olga },
        { room, user: milo },
      ])
      await commit({ blank: [{ room, device: phone, seq: 1 }] })
      expect(await open().upkeep.erasuresDue(100)).toEqual([{ room: other, user: olga }])
      await commit({ members: [aMember(olga, { room: other })] })
      expect(await open().upkeep.erasuresDue(100)).toEqual([])
    })
  })

  describe('deleted rooms', () => {
    const fill = async (of: string, extra: Partial<Parameters<typeof aRoom>[0]> = {}) => {
      const records = Array.from({ length: 7 }, (_, clock) =>
        post(clock, { room: of, segment: 1 + Math.floor(clock / 4) }),
      )
      const rows = { rooms: [aRoom({ id: of, nameKey: null, ...extra })], members: [aMember(milo, { room: of })] }
      const ways = { requests: [aRequest(olga, { room: of })], invitations: [anInvitation('one', { room: of })] }
      const seal = [{ room: of, segment: 1, from: 1, to: 2, count: 4 }]
      await commit({
        ...rows,
        ...ways,
        records,
        seal,
        documents: [doc(`room/${of}`)],
        gone: [aGone(milo, { room: of })],
      })
    }
    const left = async (of: string) => ({
      records: [await open().records.segment(of, 1), await open().records.segment(of, 2)].map(({ rows }) => rows),
      seqs: [...(await open().records.lastSeqs(of, [phone])).values()],
      rest: [
        await open().rooms.members(of),
        await open().invitations.requests(of),
        await open().invitations.of(of),
        await open().records.sealed(of),
      ],
      document: await open().documents.byName(`room/${of}`),
    })
    const dropAll = async (limit: number) => {
      let steps = 1
      while (await open().upkeep.dropSome(room, limit)) steps++
      return steps
    }
    const nothing = { records: [0, 0], seqs: [], rest: [[], [], [], []], document: null }

    test('a deleted room is dropped in small steps, until only its row and the notices to its members are left', async () => {
      await fill(room)
      await commit({ rooms: [aRoom({ nameKey: null, deleted: 77 })] })
      expect(await open().upkeep.deletedRooms()).toEqual([room])
      expect(await open().upkeep.dropSome(room, 2)).toBe(true)
      const { records } = await left(room)
      expect(records.reduce((a, b) => a + b)).toBe(5)
      expect(await open().upkeep.deletedRooms()).toEqual([room])
      expect(await dropAll(2)).toBeGreaterThan(2)
      expect(await left(room)).toEqual(nothing)
      expect(await open().upkeep.deletedRooms()).toEqual([])
      expect((await open().rooms.byId(room))?.deleted).toBe(77)
      expect(await open().rooms.goneOf(milo, 0)).toEqual([aGone(milo)])
    })

    test('no query finds anything of a room that was dropped', async () => {
      await fill(room)
      await commit({ rooms: [aRoom({ nameKey: null, deleted: 77 })], members: [aMember(milo, { erasing: 1 })] })
      await dropAll(100)
      expect(await open().records.byName(room, phone, 1)).toBeNull()
      expect(await slicesOf(open().records, room, 1, all)).toEqual({ blocks: [], deleted: [] })
      expect(await open().records.writtenBy(milo, null, 10)).toEqual([])
      expect(await open().records.ofUser(room, milo, 10)).toEqual([])
      expect(await open().upkeep.erasuresDue(100)).toEqual([])
      expect(await open().rooms.everOf(milo)).toEqual([])
      await commit({ blank: [{ room, device: phone, seq: 1 }] })
    })

    test('another room with the same records loses nothing', async () => {
      const neighbour = id('neighbour')
      await fill(room)
      await fill(neighbour, { name: 'Kitchen' })
      const before = await left(neighbour)
      await commit({ rooms: [aRoom({ nameKey: null, deleted: 77 })] })
      await dropAll(3)
      expect(await left(neighbour)).toEqual(before)
      expect(await open().records.writtenBy(milo, null, 10)).toHaveLength(7)
    })

    test('a room that is not deleted is never dropped', async () => {
      await fill(room)
      const before = await left(room)
      expect(await open().upkeep.dropSome(room, 100)).toBe(false)
      expect(await open().upkeep.dropSome(id('nowhere'), 100)).toBe(false)
      expect(await left(room)).toEqual(before)
      expect(await open().upkeep.deletedRooms()).toEqual([])
    })

    test('the room’s name is removed from the answers about it, and from no other answers', async () => {
      const neighbour = id('neighbour')
      const named = (of: string, name: string) => JSON.stringify({ result: { room: of, name } })
      const answers = [named(room, 'Garden'), named(room, 'Yard'), named(neighbour, 'Garden'), '{"error":"already"}']
      await fill(room)
      await commit({ answers: answers.map((answer, n) => ({ user: milo, key: `k${n}`, answer, at: 1 })) })
      await commit({ rooms: [aRoom({ nameKey: null, deleted: 77 })] })
      await dropAll(100)
      const kept = await Promise.all(answers.map((_, n) => open().acts.answer(milo, `k${n}`)))
      expect(kept).toEqual([named(room, ''), named(room, ''), ...answers.slice(2)])
      await commit({ answers: [{ user: olga, key: 'late', answer: named(room, 'Garden'), at: 2 }] })
      expect(await open().upkeep.deletedRooms()).toEqual([room])
      await dropAll(100)
      expect(await open().acts.answer(olga, 'late')).toBe(named(room, ''))
      expect(await open().upkeep.deletedRooms()).toEqual([])
    })

    test('what arrives after the room was dropped is dropped too', async () => {
      await fill(room)
      await commit({ rooms: [aRoom({ nameKey: null, deleted: 77 })] })
      await dropAll(100)
      await commit({ records: [post(9)], members: [aMember(olga)] })
      expect(await open().upkeep.deletedRooms()).toEqual([room])
      await dropAll(100)
      expect(await left(room)).toEqual(nothing)
    })
  })

  describe('pictures', () => {
    test('a picture is found by its hash, and saving it again only renews its time', async () => {
      const picture = aPicture('bear')
      const { bytes } = picture
      await commit({ pictures: [{ ...picture, bytes: bytes.slice() }] })
      await commit({ pictures: [{ ...picture, bytes: Uint8Array.of(1), type: 'image/png', at: 30 }] })
      expect(await open().pictures.byHash('bear')).toEqual({ ...picture, at: 30 })
      await commit({ pictures: [picture] })
      expect((await open().pictures.byHash('bear'))?.at).toBe(30)
      expect(await open().pictures.byHash('wolf')).toBeNull()
    })

    test('an old picture that no user and no room shows is dropped', async () => {
      const hashes = ['of milo', 'of the room', 'of a deleted room', 'of a deleted user', 'of nobody']
      await commit({
        pictures: [...hashes.map((hash) => aPicture(hash)), aPicture('new', { at: 50 })],
        users: [
          aUser({ picture: 'of milo' }),
          aUser({ id: olga, username: 'olga', picture: 'of a deleted user', deleted: true }),
        ],
        rooms: [
          aRoom({ picture: 'of the room' }),
          aRoom({ id: id('deleted'), nameKey: null, picture: 'of a deleted room', deleted: 4 }),
        ],
      })
      await open().pictures.dropUnused(50)
      expect(await kept([...hashes, 'new'])).toEqual(['of milo', 'of the room', 'new'])
      await commit({ users: [aUser()] })
      await open().pictures.dropUnused(51)
      expect(await kept([...hashes, 'new'])).toEqual(['of the room'])
    })

    test('100 unused pictures are dropped in one call', async () => {
      const hashes = Array.from({ length: 100 }, (_, n) => `picture ${n}`)
      await commit({ pictures: hashes.map((hash) => aPicture(hash)) })
      await open().pictures.dropUnused(50)
      expect(await kept(hashes)).toEqual([])
    })

    const kept = async (hashes: readonly string[]): Promise<string[]> => {
      const found: string[] = []
      for (const hash of hashes) if (await open().pictures.byHash(hash)) found.push(hash)
      return found
    }
  })
}
