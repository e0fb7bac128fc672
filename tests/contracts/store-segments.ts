import { describe, expect, test } from 'vitest'
import { noDevice } from '../../relay/store/records.ts'
import { pageRows } from '../../relay/store/slices.ts'
import type { Store } from '../../relay/store/store.ts'
import { limits } from '../../shared/record/limits.ts'
import { slicesOf } from '../world/store/slices.ts'
import { all, asRecord, empty, id, milo, namesIn, olga, olgas, phone, post, repeat, room } from './store-rows.ts'

/** What a segment holds, and how it is read: from a clock, in pages, and sealed. */
export const describeSegments = (open: () => Store): void => {
  const commit: Store['commit'] = (change) => open().commit(change)

  describe('segments', () => {
    test('the state of a segment has its clocks, devices, counts, and oldest and newest time', async () => {
      const edit = post(2, { kind: 'edit', ref: 'x', time: 3_000 })
      const other = post(0, { client: 8, device: olgas, time: 400, kind: 'import' })
      await commit({
        records: [post(0), post(1), edit, empty(7, 3, 4), other, repeat(7, 7, asRecord(post(0)))],
      })
      await commit({ blank: [{ room, device: phone, seq: 2 }] })
      expect(await open().records.segment(room, 1)).toEqual({
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

    test('a client id that carried records belongs to no device, and each record keeps its own user', async () => {
      const carried = [post(0, { client: 9, carried: true }), post(1, { client: 9, device: olgas, carried: true })]
      await commit({ records: [...carried, post(0, { seq: 7 })] })
      await commit({ blank: [{ room, device: phone, seq: 1 }] })
      expect((await open().records.segment(room, 1)).devices).toEqual(
        new Map([
          [7, phone],
          [9, noDevice],
        ]),
      )
      expect((await open().records.byName(room, olgas, 2))?.user).toBe(olga)
    })

    test('the newest time of a room covers all its segments and blanked records, and without a room it covers all rooms', async () => {
      expect([await open().records.newestTime(room), await open().records.newestTime(null)]).toEqual([0, 0])
      await commit({ records: [post(0, { time: 900 }), post(0, { segment: 2, seq: 77, time: 5_000 })] })
      await commit({ records: [post(1, { time: 1_000 }), post(0, { room: id('other'), time: 7_000 })] })
      await commit({ blank: [{ room, device: phone, seq: 77 }] })
      expect(await open().records.newestTime(room)).toBe(5_000)
      expect(await open().records.newestTime(null)).toBe(7_000)
    })

    test('an empty segment has an empty state and no blocks', async () => {
      const state = { clocks: new Map(), devices: new Map(), posts: 0, records: 0, rows: 0, oldest: 0, newest: 0 }
      expect(await open().records.segment(room, 1)).toEqual(state)
      expect(await slicesOf(open().records, room, 1, all)).toEqual({ blocks: [], deleted: [] })
    })

    test('P77: what tells how far people have read has a place and a time, and counts neither as a post nor as a record', async () => {
      const key = `seen/${milo}`
      const rows = [
        post(0, { kind: 'set', key, time: 900 }),
        post(1, { time: 1_000 }),
        post(2, { kind: 'set', key: 'a' }),
      ]
      await commit({ records: [...rows, post(3, { kind: 'set', key, time: 5_000 })] })
      const state = { posts: 2, records: 2, rows: 4, oldest: 1_000, newest: 5_000 }
      expect(await open().records.segment(room, 1)).toMatchObject(state)
    })

    test('a client that has nothing gets every block from its first clock', async () => {
      await commit({ records: [post(0), post(0, { client: 8, device: olgas }), post(1)] })
      await commit({ records: [post(0, { segment: 2, seq: 77 }), post(0, { room: id('other') })] })
      const { blocks, deleted } = await slicesOf(open().records, room, 1, all)
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

    test('a client that has part of a segment gets only what is missing', async () => {
      await commit({ records: [0, 1, 2, 3].map((clock) => post(clock)) })
      await commit({ records: [0, 1].map((clock) => post(clock, { client: 8, device: olgas })) })
      const slices = await slicesOf(
        open().records,
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

    test('a long segment is read in pages, and a change between two pages makes none of them wrong', async () => {
      await commit({ records: Array.from({ length: 2 * pageRows + 50 }, (_, clock) => post(clock)) })
      await commit({ records: [post(0, { client: 8, device: olgas })] })
      const first = await open().records.page(room, 1, all, null)
      expect(namesIn(first)).toHaveLength(pageRows)
      await commit({
        blank: [
          { room, device: phone, seq: 1 },
          { room, device: phone, seq: pageRows + 1 },
        ],
      })
      await commit({ records: [post(1, { client: 8, device: olgas }), empty(3, 0, 1)] })
      const second = await open().records.page(room, 1, all, first.end)
      const third = await open().records.page(room, 1, all, second.end)
      expect(namesIn(second).slice(0, 2)).toEqual([1, `${phone}.${(pageRows + 2).toString(36)}`])
      expect(third.blocks.map(({ client, clock, structs }) => [client, clock, structs.length])).toEqual([
        [7, 2 * pageRows, 50],
        [8, 0, 2],
      ])
      expect(third.end).toBeNull()
      expect(await open().records.blanks(room, 1)).toEqual([
        { client: 3, clock: 0, length: 1 },
        { client: 7, clock: 0, length: 1 },
        { client: 7, clock: pageRows, length: 1 },
      ])
    })

    test('a sealed segment of several pages reads the same as before it was sealed, and shows a later erasure', async () => {
      await commit({ records: Array.from({ length: 2 * pageRows + 50 }, (_, clock) => post(clock)) })
      const before = await slicesOf(open().records, room, 1, all)
      await commit({ seal: [{ room, segment: 1, from: 1, to: 2, count: 2 * pageRows + 50 }] })
      for (let again = 0; again < 3; again++) expect(await slicesOf(open().records, room, 1, all)).toEqual(before)
      await commit({ blank: [{ room, device: phone, seq: 2 }] })
      expect(namesIn(await slicesOf(open().records, room, 1, all)).slice(0, 3)).toEqual([`${phone}.1`, 1, `${phone}.3`])
    })

    test('a client that has part of a blank run gets only the rest of it', async () => {
      await commit({ records: [post(0), empty(7, 1, 5), post(6)] })
      const { blocks, deleted } = await slicesOf(open().records, room, 1, new Map([[7, 4]]))
      expect(blocks).toHaveLength(1)
      expect(blocks[0]?.clock).toBe(4)
      expect(blocks[0]?.structs[0]).toEqual({ empty: 2 })
      expect(deleted).toEqual([{ client: 7, clock: 1, length: 5 }])
    })

    test('a seq is written in base 36, and a client id of 32 bits is read back unchanged', async () => {
      await commit({ records: [post(0, { client: 2 ** 32 - 1, seq: 12345 })] })
      expect(namesIn(await slicesOf(open().records, room, 1, all))).toEqual([`${phone}.9ix`])
      expect((await open().records.segment(room, 1)).clocks).toEqual(new Map([[2 ** 32 - 1, 1]]))
    })

    test('only a post that arrives more than 10 minutes after its own time is marked late, with the time it arrived', async () => {
      const at = 5_000_000
      const late = post(0, { at, time: at - limits.lateMs - 1 })
      const justInTime = post(1, { at, time: at - limits.lateMs })
      const imported = post(2, { at, time: 1, kind: 'import' })
      const edit = post(3, { at, time: 1, kind: 'edit', ref: 'x' })
      await commit({ records: [late, justInTime, imported, edit] })
      const { blocks } = await slicesOf(open().records, room, 1, all)
      const marks = blocks[0]?.structs.map((struct) => ('late' in struct ? struct.late : 'blank'))
      expect(marks).toEqual([at, null, null, null])
    })

    test('sealed segments are listed in order, and sealing one again replaces its first seal', async () => {
      const sealed = { room, segment: 1, from: 10, to: 20, count: 3 }
      await commit({ seal: [{ ...sealed, segment: 2 }, sealed] })
      await commit({ seal: [{ ...sealed, to: 30, count: 4 }], records: [post(0)] })
      expect(await open().records.sealed(room)).toEqual([
        { ...sealed, to: 30, count: 4 },
        { ...sealed, segment: 2 },
      ])
      expect(await open().records.sealed(id('other'))).toEqual([])
    })

    test('a sealed segment is read whole, and later posts and erasures show immediately', async () => {
      const sealed = { room, segment: 1, from: 10, to: 20, count: 2 }
      await commit({ records: [post(0), post(1)], seal: [sealed] })
      const before = await slicesOf(open().records, room, 1, all)
      expect(namesIn(before)).toEqual([`${phone}.1`, `${phone}.2`])
      expect(await slicesOf(open().records, room, 1, all)).toEqual(before)
      await commit({ records: [post(2)] })
      expect(namesIn(await slicesOf(open().records, room, 1, all))).toEqual([`${phone}.1`, `${phone}.2`, `${phone}.3`])
      await commit({ blank: [{ room, device: phone, seq: 2 }] })
      const erased = await slicesOf(open().records, room, 1, all)
      expect(namesIn(erased)).toEqual([`${phone}.1`, 1, `${phone}.3`])
      expect(erased.deleted).toEqual([{ client: 7, clock: 1, length: 1 }])
      expect(await slicesOf(open().records, room, 1, all)).toEqual(erased)
    })
  })
}
