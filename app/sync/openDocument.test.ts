import 'fake-indexeddb/auto'
import { deleteDB, openDB } from 'idb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { writeMessage } from '../../shared/wire/messages.ts'
import type { Result } from '../../shared/wire/results.ts'
import { fakeLocks } from '../../tests/world/app/fake-locks.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../tests/world/app/tab.ts'
import { until } from '../../tests/world/app/until.ts'
import { tableInMemory } from '../base/table.ts'
import { documentDatabase } from './deviceCopy.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const segment = `room/${room}/1`
const node = (globalThis as unknown as { process: { once(event: string, heard: () => void): void } }).process
const bytes = (text: string) => new TextEncoder().encode(text)
let user = 0
const stage = () => ({ relay: new FakeRelay(), user: `user-${++user}` })
const open: ReturnType<typeof tabOf>[] = []
const tab = (...args: Parameters<typeof tabOf>) => {
  const opened = tabOf(...args)
  open.push(opened)
  return opened
}
afterEach(async () => {
  for (const { socket, documents } of open.splice(0)) {
    socket.close()
    await documents.closeAll()
  }
})

test('what one device adds reaches another, each with one socket and the standard provider', async () => {
  const { relay, user } = stage()
  const olga = tab(relay, { user }).documents.open(segment)
  const milo = tab(relay, { user: `${user}-milo` }).documents.open(segment)
  await Promise.all([olga.loaded, milo.loaded])
  olga.add('a.1', bytes('hello'))
  await until(() => milo.map.has('a.1'))
  expect(milo.map.get('a.1')).toEqual(bytes('hello'))
})

test('results go to the listener and never to the provider', async () => {
  const { relay, user } = stage()
  const document = tab(relay, { user }).documents.open(segment)
  const results: Result[] = []
  document.results.subscribe((more) => results.push(...more))
  relay.judge = (name) => (name === 'a.2' ? 'not-allowed' : null)
  await until(() => document.state().name === 'synced')
  document.add('a.1', bytes('hello'))
  document.add('a.2', bytes('no'))
  await until(() => results.length === 2)
  expect(results).toEqual([
    { kind: 'acked', name: 'a.1' },
    { kind: 'refused', name: 'a.2', code: 'not-allowed' },
  ])
  await until(() => !document.map.has('a.2'))
})

test('a name is never set twice, even after it was erased', async () => {
  const { relay, user } = stage()
  const document = tab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'synced')
  expect(document.add('a.1', bytes('hello'))).toBe(true)
  expect(document.add('a.1', bytes('hello'))).toBe(false)
  relay.erase(segment, 'a.1')
  await until(() => !document.map.has('a.1'))
  expect(document.add('a.1', bytes('hello'))).toBe(false)
})

test('a record written while the relay is down reaches the relay when it is back', async () => {
  const { relay, user } = stage()
  relay.isDown = true
  const { socket, documents } = tab(relay, { user })
  const document = documents.open(segment)
  await document.loaded
  document.add('a.1', bytes('hello'))
  await until(() => socket.state() === 'broken')
  relay.isDown = false
  socket.wake()
  await until(() => relay.taken.includes('a.1'))
})

test('the copy of a document is still there after its tab closes', async () => {
  const { relay, user } = stage()
  relay.isDown = true
  const first = tab(relay, { user }).documents
  const document = first.open(segment)
  await document.loaded
  document.add('a.1', bytes('hello'))
  await first.close(document)
  const again = tab(relay, { user }).documents.open(segment)
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
    const { documents, clock, heard } = tab(relay, { user })
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
    const [here, there] = [tab(relay, { user }), tab(relay, { user })]
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
  const documents = tab(relay, { user }).documents
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

test('a full disk is reported, and the relay still gets the record', async () => {
  const { relay, user } = stage()
  const { documents, heard } = tab(relay, { user })
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
  const { documents, heard } = tab(relay, { user })
  const document = documents.open(segment)
  blocked.mockRestore()
  await document.loaded
  document.add('a.1', bytes('hello'))
  await until(() => relay.taken.includes('a.1'))
  expect(heard).toContain('blocked')
})

test("an update that doesn't fit a segment closes the channel and changes nothing", async () => {
  const { relay, user } = stage()
  const document = tab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'synced')
  relay.say(segment, { type: 'update', update: new Uint8Array([1, 1, 7, 0, 4, 1, 3, 108, 111, 103, 1, 97, 0]) })
  await until(() => document.state().name === 'closed')
  expect([document.state(), document.map.size]).toEqual([{ name: 'closed', code: 4400 }, 0])
})

test.each([4403, 4404])('a channel closed with %i is not opened again', async (code) => {
  const { relay, user } = stage()
  relay.admit = () => code
  const document = tab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'closed')
  expect(document.state()).toEqual({ name: 'closed', code })
})

test('a held document is offered to the relay only after its release', async () => {
  const { relay, user } = stage()
  const { documents, socket, held } = tab(relay, { user })
  held.add(segment)
  const document = documents.open(segment)
  documents.open(`home/${room}`)
  await until(() => socket.state() === 'open')
  await document.loaded
  document.add('a.1', bytes('hello'))
  expect(relay.documents.has(segment)).toBe(false)
  document.release()
  await until(() => relay.taken.includes('a.1'))
})

test('an ended session stops the socket until it is started again', async () => {
  const { relay, user } = stage()
  const { documents, socket, heard } = tab(relay, { user })
  const document = documents.open(segment)
  await until(() => document.state().name === 'synced')
  relay.endSessions()
  expect([socket.state(), heard.at(-1)]).toEqual(['ended', 'ended'])
  document.add('a.1', bytes('kept'))
  socket.start()
  await until(() => relay.taken.includes('a.1'))
})

test('45 s of silence break the socket, and a hello every 20 s keeps it open', async () => {
  const { relay, user } = stage()
  const { documents, socket, clock } = tab(relay, { user })
  documents.open(segment)
  await until(() => socket.state() === 'open')
  for (let i = 0; i < 4; i++) {
    clock.pass(20_000)
    relay.hello()
    await until(() => true)
    await new Promise((resolve) => setTimeout(resolve))
  }
  expect(socket.state()).toBe('open')
  clock.pass(45_000)
  expect(socket.state()).toBe('broken')
})

test('a Yjs client id is reused only if the relay has everything written under it', async () => {
  const { relay, user } = stage()
  const clientIds = tableInMemory<number>()
  const session = async (name: string) => {
    const { documents } = tab(relay, { user, locks: fakeLocks(), clientIds })
    const document = documents.open(segment)
    await until(() => document.state().name === 'synced')
    await new Promise((resolve) => setTimeout(resolve))
    document.add(name, bytes(name))
    const client = document.itemOf(name)?.id.client
    await until(() => relay.taken.includes(name))
    await documents.close(document)
    return client
  }
  const first = await session('a.1')
  expect(await session('a.2')).toBe(first)
  relay.documents.clear()
  expect(await session('a.3')).not.toBe(first)
})

test('a Yjs client id is not reused if this device lost what was written under it', async () => {
  const { relay, user } = stage()
  const clientIds = tableInMemory<number>()
  const session = async (name: string | null, isKept = true) => {
    const { documents } = tab(relay, { user, locks: fakeLocks(), clientIds })
    const document = documents.open(segment)
    await until(() => document.state().name === 'synced')
    await new Promise((resolve) => setTimeout(resolve))
    if (name !== null) document.add(name, bytes(name))
    const client = name === null ? undefined : document.itemOf(name)?.id.client
    await until(() => name === null || relay.taken.includes(name))
    await (isKept ? documents.close(document) : documents.clear(document))
    return client
  }
  // A backup that the relay was put back to may have the first of what others have all of.
  const first = await session('a.1', false)
  await session(null)
  expect(await session('a.2')).not.toBe(first)
})

test('two tabs never write under the same client id at the same time', async () => {
  const { relay, user } = stage()
  const locks = fakeLocks()
  const clientIds = tableInMemory<number>([[segment, 77]])
  const documents = [0, 1].map(() => tab(relay, { user, locks, clientIds }).documents.open(segment))
  await until(() => documents.every((document) => document.state().name === 'synced'))
  for (const [at, document] of documents.entries()) document.add(`a.${at}`, bytes('x'))
  const ids = documents.map((document, at) => document.itemOf(`a.${at}`)?.id.client)
  expect(new Set(ids).size).toBe(2)
})

test('a document rebuilt because its client id belonged to somebody else has what the relay has', async () => {
  const { relay, user } = stage()
  const document = tab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'synced')
  document.add('a.1', bytes('hello'))
  await until(() => relay.taken.includes('a.1'))
  await document.rebuild()
  await until(() => document.map.has('a.1'))
})

test('a document rebuilt twice at once is still one document with one channel', async () => {
  const { relay, user } = stage()
  const document = tab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'synced')
  await Promise.all([document.rebuild(), document.rebuild()])
  await until(() => document.state().name === 'synced')
  document.add('a.1', bytes('hello'))
  await until(() => relay.taken.includes('a.1'))
  relay.hello()
  await new Promise((resolve) => setTimeout(resolve))
  expect(relay.taken).toEqual(['a.1'])
})

test('the keep-alive is a message that changes nothing', () => {
  expect([...writeMessage({ type: 'awareness', update: new Uint8Array([0]) })]).toEqual([1, 1, 0])
})

describe('after a backup of the relay is restored', () => {
  const roster = `room/${room}`
  const saying = (client: number, entries: object, base?: Doc) => {
    const doc = new Doc()
    if (base) applyUpdate(doc, encodeStateAsUpdate(base))
    doc.clientID = client
    for (const [key, value] of Object.entries(entries)) doc.getMap('roster').set(key, value)
    return doc
  }
  const opened = async (relay: FakeRelay, user: string) => {
    const { documents } = tab(relay, { user })
    const document = documents.open(roster)
    const restored: ReadonlyMap<string, unknown>[] = []
    document.restored.subscribe(({ entries }) => restored.push(entries))
    await until(() => document.state().name === 'synced')
    return { document, documents, restored }
  }

  test.each([
    ['the lost run had the lower id', 5, 9],
    ['the lost run had the higher id', 9, 5],
    ['both runs have the same id', 5, 5],
  ])('facts newer than the backup are dropped for good: %s', async (_, lost, next) => {
    const { relay, user } = stage()
    const base = saying(3, { name: 'Garden', head: 1 })
    relay.documents.set(roster, saying(lost, { name: 'Yard', mona: 1 }, base))
    const first = await opened(relay, user)
    await first.documents.closeAll()

    const restored = new FakeRelay()
    restored.documents.set(roster, saying(next, { name: 'Garden', head: 1, phone: 1, lives: [[3, 2]] }))
    const { document, documents, restored: told } = await opened(restored, user)
    await until(() => document.map.get('phone') === 1 && document.map.get('mona') === undefined)
    expect(document.map.toJSON()).toMatchObject({ name: 'Garden', head: 1, phone: 1 })
    if (lost !== next) expect(told.map((entries) => entries.get('phone'))).toEqual([1])
    await documents.closeAll()

    restored.isDown = true
    const again = tab(restored, { user }).documents.open(roster)
    await again.loaded
    expect(again.map.toJSON()).toMatchObject({ name: 'Garden', phone: 1 })
    expect(again.map.has('mona')).toBe(false)
  })

  test('messages erased since the backup are back, lost ones are sent again, and both survive a closed tab', async () => {
    const { relay, user } = stage()
    const log = relay.document(segment).getMap('log')
    log.set('a.1', bytes('erased later'))
    log.set('a.2', bytes('kept'))
    const backup = encodeStateAsUpdate(relay.document(segment))
    const first = tab(relay, { user }).documents
    const before = first.open(segment)
    await until(() => before.state().name === 'synced')
    before.add('b.1', bytes('said later'))
    await until(() => relay.taken.includes('b.1'))
    relay.erase(segment, 'a.1')
    await until(() => !before.map.has('a.1'))
    await first.closeAll()

    const restored = new FakeRelay()
    applyUpdate(restored.document(segment), backup)
    const { documents } = tab(restored, { user })
    const document = documents.open(segment)
    await until(() => restored.taken.includes('b.1') && document.map.size === 3)
    const texts = { 'a.1': bytes('erased later'), 'a.2': bytes('kept'), 'b.1': bytes('said later') }
    await until(() => document.state().name === 'synced')
    expect(document.map.toJSON()).toEqual(texts)
    await documents.closeAll()

    restored.isDown = true
    const again = tab(restored, { user }).documents.open(segment)
    await again.loaded
    expect(again.map.toJSON()).toEqual(texts)
  })

  test("an item replaced by another of the same name doesn't cause a full reload", async () => {
    const { relay, user } = stage()
    const other = new Doc()
    other.getMap('log').set('a.1', bytes('twice'))
    relay.document(segment).getMap('log').set('a.1', bytes('twice'))
    applyUpdate(relay.document(segment), encodeStateAsUpdate(other))
    const document = tab(relay, { user }).documents.open(segment)
    let renewed = 0
    document.changed.subscribe((keys) => {
      if (keys === null) renewed++
    })
    await until(() => document.state().name === 'synced')
    document.syncAnew()
    await until(() => document.state().name === 'local')
    await until(() => document.state().name === 'synced')
    expect([document.map.size, renewed]).toEqual([1, 1])
  })

  test("messages erased while you watch don't cause a full reload when the relay asks again", async () => {
    const { relay, user } = stage()
    for (const name of ['a.1', 'a.2', 'a.3']) relay.document(segment).getMap('log').set(name, bytes(name))
    const document = tab(relay, { user }).documents.open(segment)
    let renewed = 0
    document.changed.subscribe((keys) => {
      if (keys === null) renewed++
    })
    await until(() => document.state().name === 'synced')
    for (const name of ['a.3', 'a.1']) relay.erase(segment, name)
    await until(() => document.map.size === 1)
    let heard = 0
    document.inStep.subscribe(() => heard++)
    relay.say(segment, { type: 'sync-step-1', stateVector: encodeStateVector(relay.document(segment)) })
    await until(() => heard + renewed > 1)
    expect([heard, renewed]).toEqual([1, 1])
  })

  test('the old copy on the disk stays until everything that follows from it is stored', async () => {
    const { relay, user } = stage()
    relay.documents.set(roster, saying(5, { name: 'Yard', head: 2 }))
    await (await opened(relay, user)).documents.closeAll()
    const restored = new FakeRelay()
    restored.documents.set(roster, saying(9, { name: 'Garden', head: 1, lives: [[3, 2]] }))
    const told: unknown[][] = []
    for (const _ of ['a tab that dies', 'the next one']) {
      const { documents } = tab(restored, { user })
      const document = documents.open(roster)
      document.restored.subscribe(({ before, entries, keepUntil }) => {
        told.push([before.get('name'), entries.get('name')])
        keepUntil(new Promise(() => {}))
      })
      await until(() => document.map.get('name') === 'Garden')
      await new Promise((resolve) => setTimeout(resolve, 5))
      await documents.closeAll()
    }
    expect(told.map(([, now]) => now)).toEqual(['Garden', 'Garden'])
    expect(told[0]).toEqual(['Yard', 'Garden'])
  })

  test('the earlier state is reported, also if the relay writes before its answer arrives', async () => {
    const { relay, user } = stage()
    relay.documents.set(roster, saying(5, { name: 'Yard', head: 6 }))
    await (await opened(relay, user)).documents.closeAll()
    const restored = new FakeRelay()
    const now = saying(9, { name: 'Garden', head: 3, lives: [[3, 2]] })
    restored.documents.set(roster, now)
    restored.opened = () => restored.say(roster, { type: 'update', update: encodeStateAsUpdate(now) })
    const { documents } = tab(restored, { user })
    const document = documents.open(roster)
    const told: unknown[][] = []
    document.restored.subscribe(({ before, entries }) => told.push([before.get('head'), entries.get('head')]))
    await until(() => document.state().name === 'synced')
    expect(told).toEqual([[6, 3]])
  })

  test('an update that arrives before the relay’s answer is applied after it, and nothing counts as restored', async () => {
    const { relay, user } = stage()
    relay.documents.set(roster, saying(5, { name: 'Yard' }))
    const later = saying(6, { phone: 1 })
    relay.opened = () => relay.say(roster, { type: 'update', update: encodeStateAsUpdate(later) })
    const { document, restored } = await opened(relay, user)
    await until(() => document.map.get('phone') === 1)
    expect([document.map.get('name'), restored]).toEqual(['Yard', []])
  })

  test('what the relay deleted after the backup is shown again', async () => {
    const { relay, user } = stage()
    const before = saying(5, { name: 'Garden', cy: 1 })
    relay.documents.set(roster, before)
    const backup = new Doc()
    applyUpdate(backup, encodeStateAsUpdate(before))
    const { document, documents } = await opened(relay, user)
    before.once('update', (update: Uint8Array) => relay.say(roster, { type: 'update', update }))
    before.getMap('roster').delete('cy')
    await until(() => !document.map.has('cy'))
    await documents.closeAll()

    const restored = new FakeRelay()
    restored.documents.set(roster, backup)
    const again = await opened(restored, user)
    await until(() => again.document.map.get('cy') === 1)
  })

  test('a relay that starts without a restored backup is not reported as restored', async () => {
    const { relay, user } = stage()
    const before = saying(5, { name: 'Garden' })
    relay.documents.set(roster, before)
    await (await opened(relay, user)).documents.closeAll()
    const next = saying(9, { name: 'Yard', lives: [[5, 1]] })
    const restarted = new FakeRelay()
    restarted.documents.set(roster, next)
    const { document, restored } = await opened(restarted, user)
    await until(() => document.map.get('name') === 'Yard')
    expect(restored).toEqual([])
  })
})

test('a tab shows a record that the relay took from another tab, even if its own copy was refused', async () => {
  const { relay, user } = stage()
  relay.judge = () => 'segment-full'
  const document = tab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'synced')
  // When a name stands in two places, Yjs hides the one with the lower client id.
  const { doc } = document.map
  if (doc) doc.clientID = 2
  document.awareness.clientID = 2
  document.awareness.setLocalState(null)
  document.add('a.1', bytes('hello'))
  await until(() => document.itemOf('a.1')?.deleted === true)
  const restored = new Doc()
  restored.clientID = 1
  restored.getMap('log').set('a.1', bytes('hello'))
  relay.documents.set(segment, restored)
  relay.say(segment, { type: 'update', update: encodeStateAsUpdate(restored) })
  await until(() => document.map.has('a.1'))
})
