import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { makeDevice, openTab, room } from '../../tests/world/app/sending-tab.ts'
import { until } from '../../tests/world/app/until.ts'
import { chainStart } from '../store/journal.ts'

test('if the relay takes another copy of a message after all, no tab shows it as not sent any more', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const first = await openTab(relay, device)
  await until(() => first.document.state().name === 'synced')
  relay.isDown = true
  const second = await openTab(relay, { ...device, disk: `${device.disk}, not yet in step` })
  relay.judge = (name, document) => {
    second.document.add(name, relay.document(document).getMap('log').get(name) as Uint8Array)
    return 'archived'
  }
  await first.say('hello')
  const texts = () => [first, second].map(({ book }) => book.notSent().map(({ text }) => text))
  await until(() => texts().every(({ length }) => length === 1))
  relay.judge = () => null
  relay.isDown = false
  await until(() => second.socket.state() === 'broken')
  second.socket.wake()
  await until(() => relay.taken.length === 1)
  await until(() => texts().every(({ length }) => length === 0))
  expect([await device.journal.unsent(), await device.journal.notSent()]).toEqual([[], []])
})

test('a message the relay has is no longer shown as not sent once the document is in step, even if the acknowledgement was lost', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const first = await openTab(relay, device)
  const entry = await first.say('hello')
  await until(() => first.book.count() === 0)
  const { name } = entry ?? { name: '' }
  const kept = { id: `${room}/${name}`, room, text: 'hello', code: 'archived', time: 0 } as const
  if (entry) await device.journal.write('any', () => ({ entry, next: chainStart }))
  await device.journal.refuse(kept.id, kept)
  const later = await openTab(relay, device)
  expect(later.book.notSent()).toEqual([kept])
  await until(() => later.book.notSent().length === 0)
  expect(await device.journal.notSent()).toEqual([])
})

test('a message that another device brings to the relay is no longer shown as not sent, without a new connection', async () => {
  const relay = new FakeRelay()
  relay.judge = () => 'archived'
  const tab = await openTab(relay, await makeDevice())
  const entry = await tab.say('hello')
  const record = await new Promise<Uint8Array>((resolve) => {
    const log = relay.document(tab.document.name).getMap('log')
    log.observe(() => {
      const bytes = log.get(entry?.name ?? '')
      if (bytes) resolve(bytes as Uint8Array)
    })
  })
  await until(() => tab.book.notSent().length === 1)
  const brought = new Doc()
  brought.clientID = 2 ** 32 - 1
  brought.getMap('log').set(entry?.name ?? '', record)
  const update = encodeStateAsUpdate(brought)
  applyUpdate(relay.document(tab.document.name), update)
  relay.say(tab.document.name, { type: 'update', update })
  await until(() => tab.book.notSent().length === 0)
})
