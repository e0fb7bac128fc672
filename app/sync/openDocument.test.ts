import { expect, test } from 'vitest'
import { Doc, encodeStateAsUpdate } from 'yjs'
import { rosterName } from '../../shared/wire/documents.ts'
import { relayPresence, writePresence } from '../../shared/wire/presence.ts'
import type { Result } from '../../shared/wire/results.ts'
import { bytes, openTab, room, segment, stage } from '../../tests/world/app/open-tabs.ts'
import { until } from '../../tests/world/app/until.ts'

test('what one device adds reaches another, each with one socket and the standard provider', async () => {
  const { relay, user } = stage()
  const olga = openTab(relay, { user }).documents.open(segment)
  const milo = openTab(relay, { user: `${user}-milo` }).documents.open(segment)
  await Promise.all([olga.loaded, milo.loaded])
  olga.add('a.1', bytes('hello'))
  await until(() => milo.map.has('a.1'))
  expect(milo.map.get('a.1')).toEqual(bytes('hello'))
})

test('results go to the listener and never to the provider', async () => {
  const { relay, user } = stage()
  const document = openTab(relay, { user }).documents.open(segment)
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
  const document = openTab(relay, { user }).documents.open(segment)
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
  const { socket, documents } = openTab(relay, { user })
  const document = documents.open(segment)
  await document.loaded
  document.add('a.1', bytes('hello'))
  await until(() => socket.state() === 'broken')
  relay.isDown = false
  socket.wake()
  await until(() => relay.taken.includes('a.1'))
})

test('the count of guests is heard again from a relay whose clock was put back', async () => {
  const { relay, user } = stage()
  const { documents, socket } = openTab(relay, { user })
  const roster = documents.open(rosterName(room))
  const guests = () => roster.awareness.getStates().get(relayPresence)?.guests
  const count = (clock: number, guests: number) =>
    relay.say(rosterName(room), {
      type: 'awareness',
      update: writePresence([{ client: relayPresence, clock, state: { guests } }]),
    })
  await until(() => roster.state().name === 'synced')
  count(1_000, 3)
  await until(() => guests() === 3)
  relay.kill()
  await until(() => guests() === undefined)
  relay.isDown = false
  socket.wake()
  await until(() => roster.state().name === 'synced')
  count(10, 5)
  await until(() => guests() === 5)
})

test("an update that doesn't fit a segment closes the channel and changes nothing", async () => {
  const { relay, user } = stage()
  const document = openTab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'synced')
  relay.say(segment, { type: 'update', update: new Uint8Array([1, 1, 7, 0, 4, 1, 3, 108, 111, 103, 1, 97, 0]) })
  await until(() => document.state().name === 'closed')
  expect([document.state(), document.map.size]).toEqual([{ name: 'closed', code: 4400 }, 0])
})

test.each([4403, 4404])('a channel closed with %i is not opened again', async (code) => {
  const { relay, user } = stage()
  relay.admit = () => code
  const document = openTab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'closed')
  expect(document.state()).toEqual({ name: 'closed', code })
})

test('a held document is offered to the relay only after its release', async () => {
  const { relay, user } = stage()
  const { documents, socket, held } = openTab(relay, { user })
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

test('a document rebuilt because its client id belonged to somebody else has what the relay has', async () => {
  const { relay, user } = stage()
  const document = openTab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'synced')
  document.add('a.1', bytes('hello'))
  await until(() => relay.taken.includes('a.1'))
  await document.rebuild()
  await until(() => document.map.has('a.1'))
})

test('a document rebuilt twice at once is still one document with one channel', async () => {
  const { relay, user } = stage()
  const document = openTab(relay, { user }).documents.open(segment)
  await until(() => document.state().name === 'synced')
  await Promise.all([document.rebuild(), document.rebuild()])
  await until(() => document.state().name === 'synced')
  document.add('a.1', bytes('hello'))
  await until(() => relay.taken.includes('a.1'))
  relay.hello()
  await new Promise((resolve) => setTimeout(resolve))
  expect(relay.taken).toEqual(['a.1'])
})

test('a tab shows a record that the relay took from another tab, even if its own copy was refused', async () => {
  const { relay, user } = stage()
  relay.judge = () => 'segment-full'
  const document = openTab(relay, { user }).documents.open(segment)
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

test('somebody who was there before the connection broke is there again after it', async () => {
  const { relay, user } = stage()
  const { socket, documents } = openTab(relay, { user })
  const document = documents.open(segment)
  const isSynced = () => document.state().name === 'synced'
  const isThere = () => document.awareness.getStates().has(9)
  const update = writePresence([{ client: 9, clock: 4, state: { user: 'olga', status: 'online' } }])
  await until(isSynced)
  relay.say(segment, { type: 'awareness', update })
  await until(isThere)
  relay.kill()
  await until(() => !isThere())
  relay.isDown = false
  socket.wake()
  await until(isSynced)
  // Nothing changed for them, so their clock is still the same.
  relay.say(segment, { type: 'awareness', update })
  await until(isThere)
})
