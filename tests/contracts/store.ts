import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noDevice } from '../../relay/store/records.ts'
import { pageRows } from '../../relay/store/slices.ts'
import type { Store } from '../../relay/store/store.ts'
import { StoreConflict } from '../../relay/store/store.ts'
import { limits } from '../../shared/record/limits.ts'
import { slicesOf } from '../world/store/slices.ts'
import { describeErasing } from './store-erasing.ts'
import { describePeople } from './store-people.ts'
import {
  all,
  aRoom,
  asRecord,
  doc,
  empty,
  id,
  laptop,
  milo,
  namesIn,
  olga,
  olgas,
  phone,
  post,
  repeat,
  room,
} from './store-rows.ts'

/** What every implementation of `Store` must do. */
export const storeSuite = (title: string, open: () => Promise<Store>): void => {
  describe(title, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    describe('records', () => {
      test('what was committed is read back by name, byte for byte', async () => {
        await store.commit({ records: [post(0), post(1)] })
        expect(await store.records.byName(room, phone, 2)).toEqual({
          segment: 1,
          client: 7,
          clock: 1,
          user: milo,
          device: phone,
          seq: 2,
          kind: 'post',
          time: 1_001,
          bytes: asRecord(post(1)).bytes,
        })
        expect(await store.records.byName(room, phone, 3)).toBeNull()
        expect(await store.records.byName(id('elsewhere'), phone, 2)).toBeNull()
      })

      test('the bytes kept are a copy that later writes of the caller do not touch', async () => {
        const row = asRecord(post(0))
        await store.commit({ records: [row] })
        row.bytes.fill(0)
        expect((await store.records.byName(room, phone, 1))?.bytes).toEqual(asRecord(post(0)).bytes)
      })

      test('a name is unique in a room: the second change breaks, the first stays', async () => {
        await store.commit({ records: [post(0)] })
        await expect(store.commit({ records: [post(5, { seq: 1 })] })).rejects.toBeInstanceOf(StoreConflict)
        expect((await store.records.byName(room, phone, 1))?.clock).toBe(0)
        await store.commit({ records: [post(0, { room: id('other') })] })
      })

      test('a clock is given once', async () => {
        await store.commit({ records: [post(0)] })
        const again = store.commit({ records: [post(0, { seq: 9 })] })
        await expect(again).rejects.toThrow(new StoreConflict('a row with this key already exists'))
      })

      test('the last seq of each device, and nothing for one without records', async () => {
        await store.commit({ records: [post(0), post(1), post(2), post(0, { client: 8, device: olgas })] })
        await store.commit({ records: [post(0, { room: id('other'), seq: 99 }), empty(7, 3, 4)] })
        expect(await store.records.lastSeqs(room, [phone, laptop, olgas])).toEqual(
          new Map([
            [phone, 3],
            [olgas, 1],
          ]),
        )
      })

      test('the setting of a key is the newest by time, then by name', async () => {
        const set = (clock: number, time: number, key = 'read/x') => post(clock, { kind: 'set', key, time })
        await store.commit({ records: [set(0, 50), set(1, 70), set(2, 60), set(3, 90, 'other')] })
        expect((await store.records.setting(room, 'read/x'))?.seq).toBe(2)
        await store.commit({ records: [post(4, { kind: 'set', key: 'read/x', time: 70, segment: 2 })] })
        expect((await store.records.setting(room, 'read/x'))?.seq).toBe(5)
        await store.commit({ blank: [{ room, device: phone, seq: 5 }] })
        expect((await store.records.setting(room, 'read/x'))?.seq).toBe(2)
        expect(await store.records.setting(room, 'nothing')).toBeNull()
        expect(await store.records.setting(olga, 'read/x')).toBeNull()
      })
    })

    describe('segments', () => {
      test('the state of a segment counts clocks, devices, posts and times', async () => {
        const edit = post(2, { kind: 'edit', ref: 'x', time: 3_000 })
        const other = post(0, { client: 8, device: olgas, time: 400, kind: 'import' })
        await store.commit({
          records: [post(0), post(1), edit, empty(7, 3, 4), other, repeat(7, 7, asRecord(post(0)))],
        })
        await store.commit({ blank: [{ room, device: phone, seq: 2 }] })
        expect(await store.records.segment(room, 1)).toEqual({
          clocks: new Map([
            [7, 8],
            [8, 1],
          ]),
          devices: new Map([
            [7, phone],
            [8, olgas],
          ]),
          posts: 3,
          records: 4,
          rows: 6,
          oldest: 400,
          newest: 3_000,
        })
      })

      test('a client id under which something was carried is no device’s, whose records they are', async () => {
        const carried = [post(0, { client: 9, carried: true }), post(1, { client: 9, device: olgas, carried: true })]
        await store.commit({ records: [...carried, post(0, { seq: 7 })] })
        await store.commit({ blank: [{ room, device: phone, seq: 1 }] })
        expect((await store.records.segment(room, 1)).devices).toEqual(
          new Map([
            [7, phone],
            [9, noDevice],
          ]),
        )
        expect((await store.records.byName(room, olgas, 2))?.user).toBe(olga)
      })

      test('8: the newest time of a room is that of all its segments, blanked records among them, and of all rooms', async () => {
        expect([await store.records.newestTime(room), await store.records.newestTime(null)]).toEqual([0, 0])
        await store.commit({ records: [post(0, { time: 900 }), post(0, { segment: 2, seq: 77, time: 5_000 })] })
        await store.commit({ records: [post(1, { time: 1_000 }), post(0, { room: id('other'), time: 7_000 })] })
        await store.commit({ blank: [{ room, device: phone, seq: 77 }] })
        expect(await store.records.newestTime(room)).toBe(5_000)
        expect(await store.records.newestTime(null)).toBe(7_000)
      })

      test('a segment that holds nothing has no clocks', async () => {
        const state = { clocks: new Map(), devices: new Map(), posts: 0, records: 0, rows: 0, oldest: 0, newest: 0 }
        expect(await store.records.segment(room, 1)).toEqual(state)
        expect(await slicesOf(store.records, room, 1, all)).toEqual({ blocks: [], deleted: [] })
      })

      test('a client that holds nothing gets every block from its first clock', async () => {
        await store.commit({ records: [post(0), post(0, { client: 8, device: olgas }), post(1)] })
        await store.commit({ records: [post(0, { segment: 2, seq: 77 }), post(0, { room: id('other') })] })
        const { blocks, deleted } = await slicesOf(store.records, room, 1, all)
        expect(deleted).toEqual([])
        expect(blocks).toEqual([
          {
            client: 7,
            clock: 0,
            structs: [
              { name: `${phone}.1`, bytes: asRecord(post(0)).bytes, late: null },
              { name: `${phone}.2`, bytes: asRecord(post(1)).bytes, late: null },
            ],
          },
          {
            client: 8,
            clock: 0,
            structs: [{ name: `${olgas}.1`, bytes: asRecord(post(0, { device: olgas })).bytes, late: null }],
          },
        ])
      })

      test('a client that holds some gets what it lacks, from the clock it wants', async () => {
        await store.commit({ records: [0, 1, 2, 3].map((clock) => post(clock)) })
        await store.commit({ records: [0, 1].map((clock) => post(clock, { client: 8, device: olgas })) })
        const slices = await slicesOf(
          store.records,
          room,
          1,
          new Map([
            [7, 2],
            [8, 2],
            [9, 4],
          ]),
        )
        expect(slices.blocks.map(({ client, clock, structs }) => [client, clock, structs.length])).toEqual([[7, 2, 2]])
      })

      test('a long segment comes in pages, and a change between two of them spoils none', async () => {
        await store.commit({ records: Array.from({ length: 2 * pageRows + 50 }, (_, clock) => post(clock)) })
        await store.commit({ records: [post(0, { client: 8, device: olgas })] })
        const first = await store.records.page(room, 1, all, null)
        expect(namesIn(first)).toHaveLength(pageRows)
        await store.commit({
          blank: [
            { room, device: phone, seq: 1 },
            { room, device: phone, seq: pageRows + 1 },
          ],
        })
        await store.commit({ records: [post(1, { client: 8, device: olgas }), empty(3, 0, 1)] })
        const second = await store.records.page(room, 1, all, first.end)
        const third = await store.records.page(room, 1, all, second.end)
        expect(namesIn(second).slice(0, 2)).toEqual([1, `${phone}.${(pageRows + 2).toString(36)}`])
        expect(third.blocks.map(({ client, clock, structs }) => [client, clock, structs.length])).toEqual([
          [7, 2 * pageRows, 50],
          [8, 0, 2],
        ])
        expect(third.end).toBeNull()
        expect(await store.records.blanks(room, 1)).toEqual([
          { client: 3, clock: 0, length: 1 },
          { client: 7, clock: 0, length: 1 },
          { client: 7, clock: pageRows, length: 1 },
        ])
      })

      test('a sealed segment reads the same in pages, also after a change', async () => {
        await store.commit({ records: Array.from({ length: 2 * pageRows + 50 }, (_, clock) => post(clock)) })
        const before = await slicesOf(store.records, room, 1, all)
        await store.commit({ seal: [{ room, segment: 1, from: 1, to: 2, count: 2 * pageRows + 50 }] })
        for (let again = 0; again < 3; again++) expect(await slicesOf(store.records, room, 1, all)).toEqual(before)
        await store.commit({ blank: [{ room, device: phone, seq: 2 }] })
        expect(namesIn(await slicesOf(store.records, room, 1, all)).slice(0, 3)).toEqual([
          `${phone}.1`,
          1,
          `${phone}.3`,
        ])
      })

      test('a blank run is cut where the client already holds part of it', async () => {
        await store.commit({ records: [post(0), empty(7, 1, 5), post(6)] })
        const { blocks, deleted } = await slicesOf(store.records, room, 1, new Map([[7, 4]]))
        expect(blocks).toHaveLength(1)
        expect(blocks[0]?.clock).toBe(4)
        expect(blocks[0]?.structs[0]).toEqual({ empty: 2 })
        expect(deleted).toEqual([{ client: 7, clock: 1, length: 5 }])
      })

      test('a name in base 36 and a client id of 32 bits come back as they went in', async () => {
        await store.commit({ records: [post(0, { client: 2 ** 32 - 1, seq: 12345 })] })
        expect(namesIn(await slicesOf(store.records, room, 1, all))).toEqual([`${phone}.9ix`])
        expect((await store.records.segment(room, 1)).clocks).toEqual(new Map([[2 ** 32 - 1, 1]]))
      })

      test('only a post that came in more than ten minutes after its time is late, with its arrival', async () => {
        const at = 5_000_000
        const late = post(0, { at, time: at - limits.lateMs - 1 })
        const justInTime = post(1, { at, time: at - limits.lateMs })
        const imported = post(2, { at, time: 1, kind: 'import' })
        const edit = post(3, { at, time: 1, kind: 'edit', ref: 'x' })
        await store.commit({ records: [late, justInTime, imported, edit] })
        const { blocks } = await slicesOf(store.records, room, 1, all)
        const marks = blocks[0]?.structs.map((struct) => ('late' in struct ? struct.late : 'blank'))
        expect(marks).toEqual([at, null, null, null])
      })

      test('sealed segments are listed in order, and a second seal replaces the first', async () => {
        const sealed = { room, segment: 1, from: 10, to: 20, count: 3 }
        await store.commit({ seal: [{ ...sealed, segment: 2 }, sealed] })
        await store.commit({ seal: [{ ...sealed, to: 30, count: 4 }], records: [post(0)] })
        expect(await store.records.sealed(room)).toEqual([
          { ...sealed, to: 30, count: 4 },
          { ...sealed, segment: 2 },
        ])
        expect(await store.records.sealed(id('other'))).toEqual([])
      })

      test('a sealed segment is served whole, and late posts, edits and erasures show at once', async () => {
        const sealed = { room, segment: 1, from: 10, to: 20, count: 2 }
        await store.commit({ records: [post(0), post(1)], seal: [sealed] })
        const before = await slicesOf(store.records, room, 1, all)
        expect(namesIn(before)).toEqual([`${phone}.1`, `${phone}.2`])
        expect(await slicesOf(store.records, room, 1, all)).toEqual(before)
        await store.commit({ records: [post(2)] })
        expect(namesIn(await slicesOf(store.records, room, 1, all))).toEqual([`${phone}.1`, `${phone}.2`, `${phone}.3`])
        await store.commit({ blank: [{ room, device: phone, seq: 2 }] })
        const erased = await slicesOf(store.records, room, 1, all)
        expect(namesIn(erased)).toEqual([`${phone}.1`, 1, `${phone}.3`])
        expect(erased.deleted).toEqual([{ client: 7, clock: 1, length: 1 }])
        expect(await slicesOf(store.records, room, 1, all)).toEqual(erased)
      })
    })

    describe('erasure', () => {
      test('a blanked record keeps its place without its bytes, under every clock it had', async () => {
        const rows = [post(0), post(1), post(2), repeat(9, 0, asRecord(post(1))), post(3)]
        await store.commit({ records: rows })
        await store.commit({ blank: [{ room, device: phone, seq: 2 }] })
        expect(await store.records.byName(room, phone, 2)).toMatchObject({ seq: 2, kind: 'post', bytes: null })
        const slices = await slicesOf(store.records, room, 1, all)
        expect(namesIn(slices)).toEqual([`${phone}.1`, 1, `${phone}.3`, `${phone}.4`, 1])
        expect(slices.deleted).toEqual([
          { client: 7, clock: 1, length: 1 },
          { client: 9, clock: 0, length: 1 },
        ])
        expect((await store.records.lastSeqs(room, [phone])).get(phone)).toBe(4)
      })

      test('an erased name stays used', async () => {
        await store.commit({ records: [post(0)] })
        await store.commit({ blank: [{ room, device: phone, seq: 1 }] })
        await expect(store.commit({ records: [post(1, { seq: 1 })] })).rejects.toBeInstanceOf(StoreConflict)
      })

      test('neighbouring blank clocks are one range, and all are told to a client that holds everything', async () => {
        await store.commit({ records: [post(0), empty(7, 1, 2), post(3), post(4), empty(8, 0, 1)] })
        await store.commit({
          blank: [
            { room, device: phone, seq: 4 },
            { room, device: phone, seq: 400 },
          ],
        })
        const slices = await slicesOf(
          store.records,
          room,
          1,
          new Map([
            [7, 5],
            [8, 1],
          ]),
        )
        expect(slices.blocks).toEqual([])
        expect(slices.deleted).toEqual([
          { client: 7, clock: 1, length: 3 },
          { client: 8, clock: 0, length: 1 },
        ])
      })

      test('a record may be kept and another erased in one change', async () => {
        await store.commit({ records: [post(0)] })
        await store.commit({ records: [post(1, { kind: 'erase' })], blank: [{ room, device: phone, seq: 1 }] })
        expect(namesIn(await slicesOf(store.records, room, 1, all))).toEqual([1, `${phone}.2`])
      })
    })

    describe('commits', () => {
      test('a change that breaks leaves nothing behind', async () => {
        await store.commit({ records: [post(0)] })
        const change = { rooms: [aRoom()], records: [post(1), post(0)], documents: [doc('room/x')] }
        await expect(store.commit(change)).rejects.toBeInstanceOf(StoreConflict)
        expect(await store.rooms.byId(room)).toBeNull()
        expect(await store.records.byName(room, phone, 2)).toBeNull()
        expect(await store.documents.byName('room/x')).toBeNull()
        expect((await store.records.segment(room, 1)).records).toBe(1)
      })

      test('changes made at once are kept in order, and a bad one among them spoils no other', async () => {
        const outcomes = await Promise.allSettled([
          store.commit({ records: [post(0)] }),
          store.commit({ records: [post(0)] }),
          store.commit({ rooms: [aRoom({ topic: 'first' })] }),
          store.commit({ rooms: [aRoom({ topic: 'second' })] }),
          store.commit({ records: [post(1)] }),
        ])
        const statuses = outcomes.map(({ status }) => status)
        expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
        expect((await store.rooms.byId(room))?.topic).toBe('second')
        expect(namesIn(await slicesOf(store.records, room, 1, all))).toEqual([`${phone}.1`, `${phone}.2`])
      })

      test('three hundred changes at once are all kept', async () => {
        const clocks = Array.from({ length: 300 }, (_, clock) => clock)
        await Promise.all(clocks.map((clock) => store.commit({ records: [post(clock)] })))
        expect((await store.records.segment(room, 1)).clocks.get(7)).toBe(300)
      })

      test('a change of nothing is kept at once', async () => {
        await store.commit({})
        await store.commit({ records: [], blank: [] })
      })
    })

    describePeople(() => store)
    describeErasing(() => store)

    test('a document is kept as its last state', async () => {
      await store.commit({ documents: [doc('room/x', 1), doc('home/y', 2)] })
      await store.commit({ documents: [doc('room/x', 3)] })
      expect(await store.documents.byName('room/x')).toEqual(doc('room/x', 3).state)
      expect(await store.documents.byName('home/y')).toEqual(doc('home/y', 2).state)
      expect(await store.documents.byName('home/z')).toBeNull()
    })

    test('a key is answered once: a second answer breaks the change it comes with', async () => {
      const answer = { user: milo, key: 'k', answer: '{"room":1}', at: 4 }
      await store.commit({ answers: [answer, { ...answer, user: olga }] })
      expect(await store.acts.answer(milo, 'k')).toBe('{"room":1}')
      expect(await store.acts.answer(milo, 'other')).toBeNull()
      const again = store.commit({ answers: [{ ...answer, answer: '{}' }], rooms: [aRoom()] })
      await expect(again).rejects.toBeInstanceOf(StoreConflict)
      expect(await store.acts.answer(milo, 'k')).toBe('{"room":1}')
      expect(await store.rooms.byId(room)).toBeNull()
    })
  })
}
