import { describe, expect, test } from 'vitest'
import type { Store } from '../../relay/store/store.ts'
import { StoreConflict } from '../../relay/store/store.ts'
import { Device } from '../world/device.ts'
import { slicesOf } from '../world/store/slices.ts'
import {
  all,
  asRecord,
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

/** Records by name, by device and by key, and what is left of one that was erased. */
export const describeRecords = (open: () => Store): void => {
  const commit: Store['commit'] = (change) => open().commit(change)

  describe('records', () => {
    test('a committed record is found by its name, with exactly its bytes', async () => {
      await commit({ records: [post(0), post(1)] })
      expect(await open().records.byName(room, phone, 2)).toEqual({
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
      expect(await open().records.byName(room, phone, 3)).toBeNull()
      expect(await open().records.byName(id('elsewhere'), phone, 2)).toBeNull()
    })

    test('the store keeps a copy of the bytes, so the caller can reuse its buffer', async () => {
      const row = asRecord(post(0))
      await commit({ records: [row] })
      row.bytes.fill(0)
      expect((await open().records.byName(room, phone, 1))?.bytes).toEqual(asRecord(post(0)).bytes)
    })

    test('a name is used once in a room: a second record with it is refused, and the first one stays', async () => {
      await commit({ records: [post(0)] })
      await expect(commit({ records: [post(5, { seq: 1 })] })).rejects.toBeInstanceOf(StoreConflict)
      expect((await open().records.byName(room, phone, 1))?.clock).toBe(0)
      await commit({ records: [post(0, { room: id('other') })] })
    })

    test('two records cannot have the same clock of a client', async () => {
      await commit({ records: [post(0)] })
      const again = commit({ records: [post(0, { seq: 9 })] })
      await expect(again).rejects.toThrow(new StoreConflict('a row with this key already exists'))
    })

    test('lastSeqs gives the last seq of each device in the room, and leaves out devices without records', async () => {
      await commit({ records: [post(0), post(1), post(2), post(0, { client: 8, device: olgas })] })
      await commit({ records: [post(0, { room: id('other'), seq: 99 }), empty(7, 3, 4)] })
      expect(await open().records.lastSeqs(room, [phone, laptop, olgas])).toEqual(
        new Map([
          [phone, 3],
          [olgas, 1],
        ]),
      )
    })

    test('editsOf finds the edits of a record in its segment that are not erased, whatever their seq', async () => {
      const device = new Device()
      const edit = (clock: number, seq: number, ref: string, extra = {}) => {
        const { bytes } = device.write(id('any'), { kind: 'edit', text: 'words' }, ref, { seq })
        return post(clock, { kind: 'edit', seq, ref, bytes, ...extra })
      }
      const [short, long] = [`${phone}.1`, `${phone}.zzzzzzzzzz`]
      const seqs = [
        5,
        127,
        128,
        16_383,
        16_384,
        2_097_151,
        2_097_152,
        268_435_455,
        268_435_456,
        2 ** 35 - 1,
        2 ** 35,
        2 ** 42,
        2 ** 49,
        2 ** 53 - 3,
      ]
      const rows = seqs.flatMap((seq, at) => [edit(2 * at, seq, short), edit(2 * at + 1, seq + 2, long)])
      const reaction = device.write(id('any'), { kind: 'react', emoji: '+', on: true }, short, { seq: 9 })
      await commit({
        records: [
          ...rows,
          post(40, { kind: 'react', seq: 9, ref: short, bytes: reaction.bytes }),
          edit(0, 11, short, { segment: 2, client: 8 }),
          edit(0, 7, short, { room: id('other') }),
        ],
      })
      const found = async (ref: string) =>
        (await open().records.editsOf(room, 1, ref)).map(({ seq }) => seq).sort((a, b) => a - b)
      expect(await found(short)).toEqual(seqs)
      expect(await found(long)).toEqual(seqs.map((seq) => seq + 2))
      expect(await found(`${phone}.2`)).toEqual([])
      expect((await open().records.editsOf(room, 1, short))[0]).toMatchObject({
        kind: 'edit',
        device: phone,
        user: milo,
      })
      await commit({ blank: [{ room, device: phone, seq: 128 }] })
      expect(await found(short)).toEqual(seqs.filter((seq) => seq !== 128))
    })

    test('closingOf finds the record that closes a poll in its segment, until it is erased', async () => {
      const device = new Device()
      const poll = `${phone}.1`
      const about = (clock: number, kind: 'close' | 'edit', seq: number, extra = {}) => {
        const { bytes } = device.write(id('any'), kind === 'close' ? { kind } : { kind, text: 'words' }, poll, { seq })
        return post(clock, { kind, seq, ref: poll, bytes, ...extra })
      }
      await commit({ records: [about(0, 'edit', 2), about(0, 'close', 3, { segment: 2, client: 8 })] })
      expect(await open().records.closingOf(room, 1, poll)).toBeNull()
      await commit({ records: [about(1, 'close', 4)] })
      expect(await open().records.closingOf(room, 1, poll)).toMatchObject({ kind: 'close', seq: 4, device: phone })
      expect(await open().records.closingOf(room, 1, `${phone}.2`)).toBeNull()
      await commit({ blank: [{ room, device: phone, seq: 4 }] })
      expect(await open().records.closingOf(room, 1, poll)).toBeNull()
    })

    test('the setting of a key is the newest record by time, and by name when times are equal', async () => {
      const set = (clock: number, time: number, key = 'read/x') => post(clock, { kind: 'set', key, time })
      await commit({ records: [set(0, 50), set(1, 70), set(2, 60), set(3, 90, 'other')] })
      expect((await open().records.setting(room, 'read/x'))?.seq).toBe(2)
      await commit({ records: [post(4, { kind: 'set', key: 'read/x', time: 70, segment: 2 })] })
      expect((await open().records.setting(room, 'read/x'))?.seq).toBe(5)
      await commit({ blank: [{ room, device: phone, seq: 5 }] })
      expect((await open().records.setting(room, 'read/x'))?.seq).toBe(2)
      expect(await open().records.setting(room, 'nothing')).toBeNull()
      expect(await open().records.setting(olga, 'read/x')).toBeNull()
    })
  })

  describe('erasing', () => {
    test('a blanked record loses its bytes and keeps its place, at every clock it was stored under', async () => {
      const rows = [post(0), post(1), post(2), repeat(9, 0, asRecord(post(1))), post(3)]
      await commit({ records: rows })
      await commit({ blank: [{ room, device: phone, seq: 2 }] })
      expect(await open().records.byName(room, phone, 2)).toMatchObject({ seq: 2, kind: 'post', bytes: null })
      const slices = await slicesOf(open().records, room, 1, all)
      expect(namesIn(slices)).toEqual([`${phone}.1`, 1, `${phone}.3`, `${phone}.4`, 1])
      expect(slices.deleted).toEqual([
        { client: 7, clock: 1, length: 1 },
        { client: 9, clock: 0, length: 1 },
      ])
      expect((await open().records.lastSeqs(room, [phone])).get(phone)).toBe(4)
    })

    test('the name of an erased record cannot be used again', async () => {
      await commit({ records: [post(0)] })
      await commit({ blank: [{ room, device: phone, seq: 1 }] })
      await expect(commit({ records: [post(1, { seq: 1 })] })).rejects.toBeInstanceOf(StoreConflict)
    })

    test('blank clocks next to each other form one range, and even a client that has all clocks is sent every range', async () => {
      await commit({ records: [post(0), empty(7, 1, 2), post(3), post(4), empty(8, 0, 1)] })
      await commit({
        blank: [
          { room, device: phone, seq: 4 },
          { room, device: phone, seq: 400 },
        ],
      })
      const slices = await slicesOf(
        open().records,
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

    test('one change can add a record and erase another', async () => {
      await commit({ records: [post(0)] })
      await commit({ records: [post(1, { kind: 'erase' })], blank: [{ room, device: phone, seq: 1 }] })
      expect(namesIn(await slicesOf(open().records, room, 1, all))).toEqual([1, `${phone}.2`])
    })
  })
}
