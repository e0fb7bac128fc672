import 'fake-indexeddb/auto'
import { createComputed, createRoot } from 'solid-js'
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
  expect(loaded.shown.map(({ number }) => number)).toEqual([4, 5, 6])
  await until(() => documents.all().length === 3)
  expect(loaded.older()).toBe('more')
  await loaded.loadOlder()
  expect(loaded.shown.map(({ number }) => number)).toEqual([3, 4, 5, 6])
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
  const arrived = () => seen.push(loaded.shown.map(({ number }) => number))
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
  expect(loaded.shown.map(({ number }) => number)).toEqual([5])
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
  expect([loaded.head?.number, loaded.shown.map(({ number }) => number)]).toEqual([to, held])
  loaded.close()
  await until(() => documents.all().length === 0)
  socket.close()
})

const numbersOf = (segments: readonly { number: number }[]) => segments.map(({ number }) => number)
const longRoom = async (user: string, head = 40, hears: { arrived?: () => void } = {}) => {
  const { documents, socket } = tabOf(new FakeRelay(), { user })
  const pool = segmentsOf(documents, new LateMarks(tableInMemory()))
  const loaded = createRoot(() => new LoadedSegments(room, pool, { ...deaf, ...hears }))
  loaded.reach(head)
  await until(() => loaded.isHeadLoaded())
  const close = async () => {
    loaded.close()
    await until(() => documents.all().length === 0)
    socket.close()
  }
  return { loaded, documents, close }
}
const always = () => true

test('far back, a part of the room is loaded without those in between, and the newest segment stays held', async () => {
  const { loaded, documents, close } = await longRoom('far')
  expect(await loaded.goTo(7, always)).toBe(true)
  expect([numbersOf(loaded.shown), numbersOf(loaded.held), loaded.head?.number]).toEqual([[7], [7, 40], 40])
  await until(() => documents.all().length === 2)
  expect([loaded.older(), loaded.newer()]).toEqual(['more', 'more'])
  await loaded.loadOlder()
  await loaded.loadNewer()
  expect(numbersOf(loaded.shown)).toEqual([6, 7, 8])
  loaded.goToEnd()
  expect([numbersOf(loaded.held), loaded.newer()]).toEqual([[40], 'none'])
  await close()
})

test('who reads on from far back reaches the newest segment without a gap', async () => {
  const { loaded, close } = await longRoom('reads-on')
  await loaded.goTo(38, always)
  loaded.reach(41)
  expect(numbersOf(loaded.held)).toEqual([38, 40, 41])
  while (loaded.newer() === 'more') await loaded.loadNewer()
  expect([numbersOf(loaded.shown), numbersOf(loaded.held)]).toEqual([
    [38, 39, 40, 41],
    [38, 39, 40, 41],
  ])
  await close()
})

test('however far a person scrolls, only the eight segments around them stay shown', async () => {
  const { loaded, documents, close } = await longRoom('scrolls')
  while (loaded.older() === 'more') {
    await loaded.loadOlder()
    loaded.releaseFarFrom(loaded.shown[0]?.number ?? 1)
  }
  expect([numbersOf(loaded.shown), numbersOf(loaded.held)]).toEqual([
    [1, 2, 3, 4, 5, 6, 7, 8],
    [1, 2, 3, 4, 5, 6, 7, 8, 40],
  ])
  await until(() => documents.all().length === 9)
  while (loaded.newer() === 'more') {
    await loaded.loadNewer()
    loaded.releaseFarFrom(loaded.shown.at(-1)?.number ?? 1)
  }
  expect(numbersOf(loaded.held)).toEqual([33, 34, 35, 36, 37, 38, 39, 40])
  await close()
})

test('what a thread needs stays in memory while it is open, and nothing else does', async () => {
  const { loaded, documents, close } = await longRoom('thread', 12)
  const stop = loaded.keep(({ number }) => number === 3)
  for (let times = 0; times < 9; times++) await loaded.loadOlder()
  loaded.releaseFarFrom(12)
  expect([numbersOf(loaded.shown), numbersOf(loaded.held)]).toEqual([
    [5, 6, 7, 8, 9, 10, 11, 12],
    [3, 5, 6, 7, 8, 9, 10, 11, 12],
  ])
  await loaded.goTo(1, always)
  expect(numbersOf(loaded.held)).toEqual([1, 3, 12])
  stop()
  expect(numbersOf(loaded.held)).toEqual([1, 12])
  await until(() => documents.all().length === 2)
  await close()
})

test('what a thread brings into memory is not shown, and may be shown and left by the timeline meanwhile', async () => {
  const { loaded, documents, close } = await longRoom('brings', 12)
  const stop = loaded.keep(({ number }) => number === 9 || number === 11)
  await Promise.all([loaded.bring(9), loaded.bring(11), loaded.bring(11), loaded.bring(12), loaded.bring(4)])
  expect([numbersOf(loaded.shown), numbersOf(loaded.held)]).toEqual([[12], [9, 11, 12]])
  expect([loaded.older(), loaded.has(9), loaded.has(4)]).toEqual(['more', true, false])
  for (let times = 0; times < 4; times++) await loaded.loadOlder()
  expect(numbersOf(loaded.shown)).toEqual([8, 9, 10, 11, 12])
  loaded.unloadOlder()
  expect([numbersOf(loaded.shown), numbersOf(loaded.held)]).toEqual([
    [10, 11, 12],
    [9, 10, 11, 12],
  ])
  await loaded.goTo(2, always)
  loaded.goToEnd()
  expect(numbersOf(loaded.shown)).toEqual([11, 12])
  stop()
  await until(() => documents.all().length === 2)
  await close()
})

test('what a thread brought is the end of the room when it becomes the newest segment', async () => {
  const { loaded, close } = await longRoom('grows', 12)
  loaded.keep(({ number }) => number === 13)
  await loaded.bring(13)
  loaded.reach(13)
  expect([numbersOf(loaded.shown), numbersOf(loaded.held), loaded.head?.number]).toEqual([[12, 13], [12, 13], 13])
  await close()
})

test('that there is more above or below is told together with what is shown', async () => {
  const told: string[] = []
  let shown: number[] = []
  let show = () => {}
  const { loaded, close } = await longRoom('told', 12, { arrived: () => show() })
  show = () => {
    shown = numbersOf(loaded.shown)
  }
  createRoot(() => createComputed(() => told.push(`${shown} ${loaded.older()} ${loaded.newer()}`)))
  await loaded.goTo(5, always)
  await loaded.loadNewer()
  loaded.goToEnd()
  expect(told.slice(1)).toEqual(['5 more more', '5 more loading', '5,6 more more', '12 more none'])
  await close()
})

test('a restored backup whose head is below what is shown leads to the new head', async () => {
  const { loaded, close } = await longRoom('restored')
  await loaded.goTo(30, always)
  loaded.reach(20)
  expect([numbersOf(loaded.held), loaded.head?.number, loaded.newer()]).toEqual([[20], 20, 'none'])
  await close()
})

test('of two ways to another part, the last one counts', async () => {
  const { loaded, close } = await longRoom('two-ways')
  const first = loaded.goTo(5, always)
  const second = loaded.goTo(25, always)
  expect([await first, await second]).toEqual([false, true])
  expect(numbersOf(loaded.held)).toEqual([25, 40])
  await close()
})

test('a part that is not on this device is not shown while there is no network', async () => {
  const relay = new FakeRelay()
  const { documents, socket } = tabOf(relay, { user: 'offline' })
  const loaded = createRoot(() => new LoadedSegments(room, segmentsOf(documents, new LateMarks(tableInMemory())), deaf))
  loaded.reach(9)
  await until(() => loaded.isHeadLoaded())
  socket.close()
  expect(await loaded.goTo(3, () => false)).toBe(false)
  expect(numbersOf(loaded.held)).toEqual([9])
  loaded.close()
})
