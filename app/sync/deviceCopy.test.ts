import { deleteDB, openDB } from 'idb'
import { describe, expect, test, vi } from 'vitest'
import { bytes, openTab, segment, stage } from '../../tests/world/app/open-tabs.ts'
import { until } from '../../tests/world/app/until.ts'
import { documentDatabase } from './deviceCopy.ts'

const node = (globalThis as unknown as { process: { once(event: string, heard: () => void): void } }).process

test('the copy of a document is still there after its tab closes', async () => {
  const { relay, user } = stage()
  relay.isDown = true
  const first = openTab(relay, { user }).documents
  const document = first.open(segment)
  await document.loaded
  document.add('a.1', bytes('hello'))
  await first.close(document)
  const again = openTab(relay, { user }).documents.open(segment)
  await again.loaded
  expect(again.map.get('a.1')).toEqual(bytes('hello'))
})

/** Everything that IndexedDB holds of a document, as one string of bytes. */
const onDisk = async (user: string): Promise<string> => {
  const database = await openDB(documentDatabase(user, segment))
  const rows = (await database.getAll('updates')) as Uint8Array[]
  database.close()
  return rows.map((row) => new TextDecoder('latin1').decode(row)).join('')
}

describe('a copy that disappears from the disk under the page', () => {
  test('stays in memory if the browser deletes it, even with no relay, and is stored again', async () => {
    const { relay, user } = stage()
    relay.isDown = true
    const { documents, clock, heard } = openTab(relay, { user })
    const document = documents.open(segment)
    await document.loaded
    document.add('a.1', bytes('on screen'))
    const { map } = document
    await deleteDB(documentDatabase(user, segment))
    expect(document.map).toBe(map)
    document.add('a.2', bytes('said meanwhile'))
    clock.pass(500)
    await until(() => heard.includes('evicted'))
    await documents.keepAnew()
    document.add('a.3', bytes('said after'))
    await documents.close(document)
    const disk = await onDisk(user)
    for (const words of ['on screen', 'said meanwhile', 'said after']) expect(disk).toContain(words)
  })

  test('also leaves memory if another tab cleared it', async () => {
    const { relay, user } = stage()
    relay.isDown = true
    const [here, there] = [openTab(relay, { user }), openTab(relay, { user })]
    const document = here.documents.open(segment)
    await document.loaded
    document.add('a.1', bytes('of a room that was deleted'))
    const other = there.documents.open(segment)
    await other.loaded
    await there.documents.clear(other)
    await until(() => document.map.size === 0)
    here.clock.pass(10_000)
    await here.documents.keepAnew()
    await here.documents.close(document)
    expect(await onDisk(user)).not.toContain('of a room that was deleted')
    expect(here.heard).not.toContain('evicted')
  })
})

test('an erased record is gone from the disk, even if the document is closed at once', async () => {
  const { relay, user } = stage()
  const documents = openTab(relay, { user }).documents
  const document = documents.open(segment)
  await until(() => document.state().name === 'synced')
  document.add('a.1', bytes('erase me'))
  await until(() => relay.taken.includes('a.1'))
  expect(await onDisk(user)).toContain('erase me')
  relay.erase(segment, 'a.1')
  await until(() => !document.map.has('a.1'))
  await documents.close(document)
  expect(await onDisk(user)).not.toContain('erase me')
})

test('an erased record is gone from the disk after the next start, if the tab died before it could be removed', async () => {
  const { relay, user } = stage()
  const first = openTab(relay, { user })
  const document = first.documents.open(segment)
  await until(() => document.state().name === 'synced')
  document.add('a.1', bytes('erase me'))
  await until(() => relay.taken.includes('a.1'))
  relay.erase(segment, 'a.1')
  await until(() => !document.map.has('a.1'))
  // The first tab's clock stands still, as if it were dead.
  relay.isDown = true
  const second = openTab(relay, { user })
  const again = second.documents.open(segment)
  await again.loaded
  expect(again.map.has('a.1')).toBe(false)
  expect(await onDisk(user)).toContain('erase me')
  second.clock.pass(1_000)
  await vi.waitFor(async () => expect(await onDisk(user)).not.toContain('erase me'))
})

test('a full disk is reported, and the relay still gets the record', async () => {
  const { relay, user } = stage()
  const { documents, heard } = openTab(relay, { user })
  const document = documents.open(segment)
  await until(() => document.state().name === 'synced')
  const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError')
  })
  document.add('a.1', bytes('hello'))
  full.mockRestore()
  await until(() => relay.taken.includes('a.1'))
  expect(heard).toContain('full')
})

test("if storage doesn't open, that is reported and the document works without it", async () => {
  const { relay, user } = stage()
  const blocked = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    const request = { onerror: null as ((event: object) => void) | null, error: new DOMException('no', 'UnknownError') }
    queueMicrotask(() => request.onerror?.({ target: request }))
    return request as unknown as IDBOpenDBRequest
  })
  // y-indexeddb leaves a rejected promise unhandled.
  node.once('unhandledRejection', () => {})
  const { documents, heard } = openTab(relay, { user })
  const document = documents.open(segment)
  blocked.mockRestore()
  await document.loaded
  document.add('a.1', bytes('hello'))
  await until(() => relay.taken.includes('a.1'))
  expect(heard).toContain('blocked')
})
