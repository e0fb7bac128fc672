import 'fake-indexeddb/auto'
import { createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { tableInMemory } from '../store/table.ts'
import { FakeRelay } from '../sync/fakeRelay.ts'
import { tabOf, until } from '../sync/testStage.ts'
import { LateMarks } from './lateMarks.ts'
import { LoadedSegments } from './loadedSegments.ts'
import { segmentsOf } from './segments.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'

test('after reading back through a room and coming to its end again, three segments stay in memory', async () => {
  const { documents, socket } = tabOf(new FakeRelay(), { user: 'loaded' })
  const loaded = createRoot(
    () => new LoadedSegments(room, segmentsOf(documents, new LateMarks(tableInMemory())), () => {}),
  )
  loaded.reach(6)
  await until(() => loaded.isHeadLoaded())
  while (loaded.older() === 'more') await loaded.loadOlder()
  expect(documents.all().length).toBe(6)
  loaded.releaseOlder()
  expect(loaded.all.map(({ number }) => number)).toEqual([4, 5, 6])
  await until(() => documents.all().length === 3)
  expect(loaded.older()).toBe('more')
  await loaded.loadOlder()
  expect(loaded.all.map(({ number }) => number)).toEqual([3, 4, 5, 6])
  loaded.end()
  await until(() => documents.all().length === 0)
  socket.stop()
})

test('a segment that somebody else has loaded before tells that it is there', async () => {
  const { documents, socket } = tabOf(new FakeRelay(), { user: 'shared' })
  const pool = segmentsOf(documents, new LateMarks(tableInMemory()))
  await pool.open(segmentName(room, 1)).document.loaded
  let told = 0
  const loaded = createRoot(() => new LoadedSegments(room, pool, () => told++))
  loaded.reach(1)
  await until(() => loaded.isHeadLoaded())
  expect(told).toBe(1)
  socket.stop()
  await documents.closeAll()
})
