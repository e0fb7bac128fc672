import 'fake-indexeddb/auto'
import { createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { kinds, writeBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../../shared/record/record.ts'
import { segmentName } from '../../../shared/wire/documents.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../../tests/world/app/tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { tableInMemory } from '../../base/table.ts'
import { LateMarks } from '../../segments/lateMarks.ts'
import { segmentsOf } from '../../segments/segments.ts'
import { LoadedSegments } from './loadedSegments.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const device = new Uint8Array(16)
const aPost: [string, Uint8Array] = [
  recordName(device, 1),
  withSignature(
    writeUnsigned({
      kind: kinds.post,
      device,
      seq: 1,
      prev: new Uint8Array(16),
      epoch: 0,
      time: 1,
      ref: '',
      body: writeBody({ kind: 'post', text: 'hello' }),
    }),
    new Uint8Array(64),
  ),
]
const deaf = { changed: () => {}, arrived: () => {} }

test('after you read back through a room and return to its end, three segments stay in memory', async () => {
  const { documents, socket } = tabOf(new FakeRelay(), { user: 'loaded' })
  const loaded = createRoot(() => new LoadedSegments(room, segmentsOf(documents, new LateMarks(tableInMemory())), deaf))
  loaded.reach(6)
  await until(() => loaded.isHeadLoaded())
  while (loaded.older() === 'more') await loaded.loadOlder()
  expect(documents.all().length).toBe(6)
  loaded.unloadOlder()
  expect(loaded.all.map(({ number }) => number)).toEqual([4, 5, 6])
  await until(() => documents.all().length === 3)
  expect(loaded.older()).toBe('more')
  await loaded.loadOlder()
  expect(loaded.all.map(({ number }) => number)).toEqual([3, 4, 5, 6])
  loaded.close()
  await until(() => documents.all().length === 0)
  socket.close()
})

test('announces a segment as loaded even if somebody else had loaded it before', async () => {
  const { documents, socket } = tabOf(new FakeRelay(), { user: 'shared' })
  const pool = segmentsOf(documents, new LateMarks(tableInMemory()))
  await pool.open(segmentName(room, 1)).document.loaded
  let told = 0
  const loaded = createRoot(() => new LoadedSegments(room, pool, { changed: () => told++, arrived: () => told++ }))
  loaded.reach(1)
  await until(() => loaded.isHeadLoaded())
  expect(told).toBe(1)
  socket.close()
  await documents.closeAll()
})

test('if the newest segment has only just begun, the first view includes the one before it', async () => {
  const user = 'moment'
  const before = tabOf(new FakeRelay(), { user })
  const older = before.documents.open(segmentName(room, 4))
  await older.loaded
  older.add(...aPost)
  before.socket.close()
  await before.documents.closeAll()

  const { documents, socket } = tabOf(new FakeRelay(), { user })
  const seen: number[][] = []
  const arrived = () => seen.push(loaded.all.map(({ number }) => number))
  const loaded = createRoot(
    () => new LoadedSegments(room, segmentsOf(documents, new LateMarks(tableInMemory())), { ...deaf, arrived }),
  )
  loaded.reach(5)
  await until(() => loaded.isHeadLoaded())
  expect(seen).toEqual([[4, 5]])
  expect(loaded.older()).toBe('more')
  loaded.close()
  socket.close()
  await documents.closeAll()
})

test("the first view doesn't wait for an older segment that isn't on this device", async () => {
  const { documents, socket } = tabOf(new FakeRelay(), { user: 'lacks' })
  const loaded = createRoot(() => new LoadedSegments(room, segmentsOf(documents, new LateMarks(tableInMemory())), deaf))
  loaded.reach(5)
  await until(() => loaded.isHeadLoaded())
  expect(loaded.all.map(({ number }) => number)).toEqual([5])
  loaded.close()
  socket.close()
  await documents.closeAll()
})

test.each([
  ['a screen that shows both segments', 3, 2, [2]],
  ['a screen that shows only higher ones', 6, 2, [2]],
])('after a backup is restored, the lower head is the newest segment: %s', async (user, from, to, held) => {
  const { documents, socket } = tabOf(new FakeRelay(), { user })
  const loaded = createRoot(() => new LoadedSegments(room, segmentsOf(documents, new LateMarks(tableInMemory())), deaf))
  loaded.reach(from)
  await until(() => loaded.isHeadLoaded())
  if (from === 3) await loaded.loadOlder()
  loaded.reach(to)
  expect([loaded.head?.number, loaded.all.map(({ number }) => number)]).toEqual([to, held])
  loaded.close()
  await until(() => documents.all().length === 0)
  socket.close()
})
