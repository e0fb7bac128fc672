import { describe, expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { bytes, openTab, room, segment, stage } from '../../tests/world/app/open-tabs.ts'
import { until } from '../../tests/world/app/until.ts'

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
    const { documents } = openTab(relay, { user })
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
    const again = openTab(restored, { user }).documents.open(roster)
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
    const first = openTab(relay, { user }).documents
    const before = first.open(segment)
    await until(() => before.state().name === 'synced')
    before.add('b.1', bytes('said later'))
    await until(() => relay.taken.includes('b.1'))
    relay.erase(segment, 'a.1')
    await until(() => !before.map.has('a.1'))
    await first.closeAll()

    const restored = new FakeRelay()
    applyUpdate(restored.document(segment), backup)
    const { documents } = openTab(restored, { user })
    const document = documents.open(segment)
    await until(() => restored.taken.includes('b.1') && document.map.size === 3)
    const texts = { 'a.1': bytes('erased later'), 'a.2': bytes('kept'), 'b.1': bytes('said later') }
    await until(() => document.state().name === 'synced')
    expect(document.map.toJSON()).toEqual(texts)
    await documents.closeAll()

    restored.isDown = true
    const again = openTab(restored, { user }).documents.open(segment)
    await again.loaded
    expect(again.map.toJSON()).toEqual(texts)
  })

  test("an item replaced by another of the same name doesn't cause a full reload", async () => {
    const { relay, user } = stage()
    const other = new Doc()
    other.getMap('log').set('a.1', bytes('twice'))
    relay.document(segment).getMap('log').set('a.1', bytes('twice'))
    applyUpdate(relay.document(segment), encodeStateAsUpdate(other))
    const document = openTab(relay, { user }).documents.open(segment)
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
    const document = openTab(relay, { user }).documents.open(segment)
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
      const { documents } = openTab(restored, { user })
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
    const { documents } = openTab(restored, { user })
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
