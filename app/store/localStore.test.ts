import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { Listeners } from '../base/listeners.ts'
import { openUnsent } from '../outgoing/unsent.ts'
import { entryId, type Link } from './journal.ts'
import { openLocalStore } from './localStore.ts'
import type { StorageTrouble } from './storageTrouble.ts'
import type { TabWord } from './tabs.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const link: Link = (end) => ({
  entry: { name: `device.${end.seq}`, room: 'garden', segment: 1, unsigned: new Uint8Array(), record: null, at: 0 },
  next: { ...end, seq: end.seq + 1 },
})
const openTroubled = () => {
  const troubles: StorageTrouble[] = []
  return { troubles, store: openLocalStore('olga', (what) => troubles.push(what)) }
}

test('if the browser forbids storage, the app says so and the tab works without it', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('not here', 'SecurityError')
  })
  const { store, troubles } = openTroubled()
  expect((await (await store).journal.write('garden', link))?.name).toBe('device.1')
  expect(troubles).toEqual(['blocked'])
})

test("if storage doesn't open within 4 s, the tab works without it", async () => {
  vi.useFakeTimers()
  vi.spyOn(indexedDB, 'open').mockImplementation(() => new EventTarget() as IDBOpenDBRequest)
  const { store, troubles } = openTroubled()
  await vi.advanceTimersByTimeAsync(4_000)
  expect((await (await store).journal.unsent()).length).toBe(0)
  expect(troubles).toEqual(['blocked'])
})

test('a full disk rejects the write, reports it, and leaves the chain unchanged', async () => {
  const { journal } = await openLocalStore('milo', () => {})
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError')
  })
  const failures: unknown[] = []
  const tabs = { heard: new Listeners<TabWord>(), tell: () => {}, close: () => {} }
  const book = await openUnsent({ journal, tabs, counts: () => true, failed: (error) => failures.push(error) })
  await expect(book.write('garden', link)).rejects.toMatchObject({ name: 'QuotaExceededError' })
  expect([failures.length, book.count()]).toEqual([1, 0])
  put.mockRestore()
  expect((await book.write('garden', link))?.name).toBe('device.1')
})

test('a message that another tab has silently settled is not shown as not sent', async () => {
  const { journal } = await openLocalStore('mona', () => {})
  const tabs = { heard: new Listeners<TabWord>(), tell: () => {}, close: () => {} }
  const book = await openUnsent({ journal, tabs, counts: () => true, failed: () => {} })
  const entry = await book.write('garden', link)
  const id = entry ? entryId(entry) : ''
  await journal.settle([id])
  await book.refuse(id, { id, room: 'garden', text: 'hello', code: 'archived', time: 0 })
  expect([book.count(), book.notSent()]).toEqual([0, []])
})
