import 'fake-indexeddb/auto'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { readEntry } from '../../shared/room/entry.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { fakeLocks } from '../../tests/world/app/fake-locks.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { until } from '../../tests/world/app/until.ts'
import { newId } from '../outgoing/planRecord.ts'
import { makeRoom as makeView } from '../room/model/makeRoom.ts'
import { localDatabaseName } from '../store/database.ts'
import type { Api } from '../sync/api.ts'
import { openMemberSession } from './openMemberSession.ts'
import type { Session } from './session.ts'

// Node has no Web Worker. Nothing here waits for a checked signature.
vi.stubGlobal(
  'Worker',
  class {
    postMessage() {}
    terminate() {}
  },
)

const closing: Session[] = []
afterEach(async () => {
  for (const session of closing.splice(0)) await session.close()
})

/** One device of Olga, and a relay that can be down. */
const makeStage = () => {
  const relay = new FakeRelay()
  const clock = new FakeClock()
  const locks = fakeLocks()
  const told: string[] = []
  const me = { id: newId(), username: 'olga', name: 'Olga', admin: false }
  const answer = (body: object) => (relay.isDown ? 'offline' : { status: 200, body: { ...body } })
  const api: Api = {
    get: async (path) => answer(path === '/me' ? { user: me } : {}),
    post: async () => answer({}),
    upload: async () => answer({}),
  }
  const open = async () => {
    const around = {
      api,
      clock,
      wall: () => clock.now(),
      steady: () => clock.now(),
      chance: () => 0,
      isVisible: () => true,
      locks,
      WebSocket: relay.WebSocket,
      socketUrl: 'ws://relay/sync',
      askAtSocket: async () => 'offline' as const,
      trouble: (what: string) => told.push(what),
    }
    const session = await openMemberSession(around, me, {
      expired: () => told.push('expired'),
      met: () => {},
      renewed: () => told.push('renewed'),
      relay: () => {},
    })
    closing.push(session)
    return session
  }
  return { relay, clock, me, told, open }
}

const makeRoom = async (session: Session, visibility: 'public' | 'private' = 'private') => {
  const made = await session.lobby.make({ name: `A ${visibility} garden`, topic: '', visibility })
  if (made.name !== 'entered') throw new Error(`the room was not made: ${made.name}`)
  return made.room
}

const openRoom = async (session: Session, id: string) => {
  const room = makeView(id, session.roomParts)
  await until(() => room.phase().name === 'open')
  return room
}

const textsOn = (relay: FakeRelay, room: string) =>
  [...relay.document(segmentName(room, 1)).getMap('log')].flatMap(([name, bytes]) => {
    const body = readEntry(name, bytes as Uint8Array)?.body
    return body && 'text' in body ? [body.text] : []
  })

test('a message in a room created offline is sent after the room, once the relay is back', async () => {
  const { relay, told, open } = makeStage()
  relay.isDown = true
  const session = await open()
  await until(() => session.network() === 'offline')
  const room = await makeRoom(session)
  const view = await openRoom(session, room)
  await view.post('hello')
  expect([session.waiting(), session.hasUnsent(), session.lastSynced()]).toEqual([2, true, null])
  expect(session.isConnected()).toBe(false)
  view.close()

  relay.isDown = false
  session.wake()
  await until(() => session.waiting() === 0)
  await until(() => session.lastSynced() !== null)
  expect(session.isConnected()).toBe(true)
  expect([textsOn(relay, room), session.hasUnsent(), told]).toEqual([['hello'], false, []])
})

test('a room created offline says who will be able to read it', async () => {
  const { relay, open } = makeStage()
  relay.isDown = true
  const session = await open()
  await until(() => session.network() === 'offline')
  const guestsCanRead = async (visibility: 'public' | 'private') => {
    const view = await openRoom(session, await makeRoom(session, visibility))
    const can = view.guests()
    view.close()
    return can
  }
  expect([await guestsCanRead('public'), await guestsCanRead('private')]).toEqual([true, false])
})

test('unsent work of a closed session waits in the next session, and the room shows it', async () => {
  const { relay, open } = makeStage()
  relay.isDown = true
  const first = await open()
  await until(() => first.network() === 'offline')
  const room = await makeRoom(first)
  const view = await openRoom(first, room)
  await view.post('hello')
  view.close()
  await first.close()

  const second = await open()
  await until(() => second.network() === 'offline')
  const again = await openRoom(second, room)
  await until(() => again.messages().length > 0)
  expect([again.messages().map(({ text }) => text), second.waiting(), second.lobby.rooms().length]).toEqual([
    ['hello'],
    2,
    1,
  ])
  again.close()
})

test('a forgotten session leaves nothing on the device', async () => {
  const { relay, open } = makeStage()
  relay.isDown = true
  const session = await open()
  await until(() => session.network() === 'offline')
  await makeRoom(session)
  await session.forget()
  const next = await open()
  expect([next.waiting(), next.lobby.rooms()]).toEqual([0, []])
})

test('where the browser forbids the journal, each of two tabs sends again what the relay refused for now', async () => {
  const { relay, clock, me, open } = makeStage()
  const allow = indexedDB.open.bind(indexedDB)
  const forbidden = vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    if (name === localDatabaseName(me.id)) throw new DOMException('not here', 'SecurityError')
    return allow(name, version)
  })
  onTestFinished(() => forbidden.mockRestore())
  const refused = new Set<string>()
  relay.judge = (_, document) => (refused.size < refused.add(document).size ? 'too-fast' : null)
  const rooms: string[] = []
  for (const session of [await open(), await open()]) {
    const room = await makeRoom(session)
    rooms.push(room)
    const view = await openRoom(session, room)
    await view.post('hello')
    await until(() => refused.has(segmentName(room, 1)))
    view.close()
  }
  for (let i = 0; i < 10; i++) {
    clock.pass(5_000)
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  expect(rooms.map((room) => textsOn(relay, room))).toEqual([['hello'], ['hello']])
})
