import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../relay/store/store.ts'
import { StoreConflict } from '../../relay/store/store.ts'
import { slicesOf } from '../world/store/slices.ts'
import { describeErasing } from './store-erasing.ts'
import { describePeople } from './store-people.ts'
import { describeRecords } from './store-records.ts'
import { all, aRoom, doc, milo, namesIn, olga, phone, post, room } from './store-rows.ts'
import { describeSegments } from './store-segments.ts'

/** What every implementation of `Store` must do. */
export const storeSuite = (title: string, open: () => Promise<Store>): void => {
  describe(title, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    describe('commit', () => {
      test('a change that fails saves nothing of what it contains', async () => {
        await store.commit({ records: [post(0)] })
        const change = { rooms: [aRoom()], records: [post(1), post(0)], documents: [doc('room/x')] }
        await expect(store.commit(change)).rejects.toBeInstanceOf(StoreConflict)
        expect(await store.rooms.byId(room)).toBeNull()
        expect(await store.records.byName(room, phone, 2)).toBeNull()
        expect(await store.documents.byName('room/x')).toBeNull()
        expect((await store.records.segment(room, 1)).records).toBe(1)
      })

      test('changes committed at the same time are saved in order, and one that fails does not affect the others', async () => {
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

      test('300 changes committed at the same time are all saved', async () => {
        const clocks = Array.from({ length: 300 }, (_, clock) => clock)
        await Promise.all(clocks.map((clock) => store.commit({ records: [post(clock)] })))
        expect((await store.records.segment(room, 1)).clocks.get(7)).toBe(300)
      })

      test('an empty change succeeds', async () => {
        await store.commit({})
        await store.commit({ records: [], blank: [] })
      })
    })

    describeRecords(() => store)
    describeSegments(() => store)
    describePeople(() => store)
    describeErasing(() => store)

    test('only the last state of a document is kept', async () => {
      await store.commit({ documents: [doc('room/x', 1), doc('home/y', 2)] })
      await store.commit({ documents: [doc('room/x', 3)] })
      expect(await store.documents.byName('room/x')).toEqual(doc('room/x', 3).state)
      expect(await store.documents.byName('home/y')).toEqual(doc('home/y', 2).state)
      expect(await store.documents.byName('home/z')).toBeNull()
    })

    test('a key has one answer: a change with a second answer to it fails as a whole', async () => {
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
