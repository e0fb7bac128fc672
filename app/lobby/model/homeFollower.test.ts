import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import type { Act } from '../../../shared/room/acts.ts'
import { readRoster } from '../../../shared/room/roster.ts'
import { homeName } from '../../../shared/wire/documents.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../../tests/world/app/tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { followed } from '../../base/followed.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import { newId } from '../../outgoing/planRecord.ts'
import type { Tabs } from '../../store/tabs.ts'
import { followHome } from './homeFollower.ts'
import { actsToMakeAgain } from './makeAgain.ts'
import { type KeptSummary, newSummary, openSummaries } from './summaries.ts'

const garden = newId()
const yard = newId()
const listing = { name: 'Garden', role: 'owner', visibility: 'public', joined: 1, kind: 'room' }

const saying = (client: number, entries: object, base?: Doc) => {
  const doc = new Doc()
  if (base) applyUpdate(doc, encodeStateAsUpdate(base))
  doc.clientID = client
  for (const [key, value] of Object.entries(entries)) doc.getMap('roster').set(key, value)
  return doc
}

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const turns = async () => {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 1))
}

/** One person's device. Its database stays while relays are replaced. */
const deviceOf = async (me: string) => {
  const table = tableInMemory<KeptSummary>()
  const waiting = new Set<string>()
  return async (relay: FakeRelay, stored = { promise: Promise.resolve() }) => {
    const { documents, socket } = tabOf(relay, { user: me })
    const summaries = await openSummaries(table, { tell: () => {}, heard: new Listeners() } as unknown as Tabs)
    const said: string[] = []
    const follower = followHome({
      me,
      documents,
      summaries,
      isWaiting: (room) => waiting.has(room),
    })
    follower.lost.subscribe(({ room, why }) => {
      said.push(`${room} ${why}`)
      summaries.remove(room)
    })
    follower.missing.subscribe(({ room, keepUntil }) => {
      said.push(`${room} missing`)
      keepUntil(stored.promise)
    })
    follower.unmade.subscribe((act) => said.push(`${act.do} ${act.room}`))
    const end = async () => {
      follower.close()
      socket.close()
      await documents.closeAll()
    }
    ends.push(end)
    return {
      summaries,
      said,
      waiting,
      end,
      documents,
      isKnown: follower.isKnown,
      synced: () => documents.find(homeName(me))?.state().name === 'synced',
    }
  }
}

test('a room that a restored relay no longer lists stays on this device until the relay lists it again', async () => {
  const me = newId()
  const open = await deviceOf(me)
  const base = saying(3, { self: 1, [`room/${garden}`]: listing })
  const before = new FakeRelay()
  before.documents.set(homeName(me), saying(5, { [`room/${yard}`]: { ...listing, name: 'Yard' } }, base))
  const first = await open(before)
  await until(() => first.summaries.all().length === 2)
  await until(first.synced)
  await first.end()

  const restored = new FakeRelay()
  const kept = { self: 1, [`room/${garden}`]: listing, lives: [[3, 2]] }
  restored.documents.set(homeName(me), saying(9, kept))
  const second = await open(restored)
  await until(() => second.said.length > 0)
  await until(second.synced)
  expect(second.said).toEqual([`${yard} missing`])
  expect(second.summaries.find(yard)).toMatchObject({ name: 'Yard', lost: true })
  expect(second.summaries.find(garden)).toMatchObject({ lost: false })
  await second.end()

  const third = await open(restored)
  await until(third.synced)
  expect(third.said).toEqual([])
  expect(third.summaries.find(yard)).toMatchObject({ lost: true })
  await third.end()

  restored.documents.set(homeName(me), saying(9, { [`room/${yard}`]: listing }, restored.document(homeName(me))))
  const fourth = await open(restored)
  await until(() => fourth.summaries.find(yard)?.lost === false)
  await fourth.end()
  restored.documents.set(homeName(me), saying(11, { self: 1, [`room/${garden}`]: listing, lives: [[9, 4]] }))
  const fifth = await open(restored)
  await until(() => fifth.said.length > 0)
  expect(fifth.said).toEqual([`${yard} left`])
})

test('a tab that dies before it has stored how to create a lost room again leaves that to the next', async () => {
  const me = newId()
  const open = await deviceOf(me)
  const base = saying(3, { self: 1, [`room/${garden}`]: listing })
  const before = new FakeRelay()
  before.documents.set(homeName(me), saying(5, { [`room/${yard}`]: { ...listing, name: 'Yard' } }, base))
  const first = await open(before)
  await until(() => first.summaries.all().length === 2)
  await until(first.synced)
  await first.end()

  const restored = new FakeRelay()
  restored.documents.set(homeName(me), saying(9, { self: 1, [`room/${garden}`]: listing, lives: [[3, 2]] }))
  let store = () => {}
  const dying = await open(restored, { promise: new Promise<void>((resolve) => (store = resolve)) })
  await until(() => dying.said.length > 0)
  await turns()
  const next = await open(restored)
  await until(next.synced)
  store() // otherwise the one that died could not be closed
  expect(next.said).toEqual([`${yard} missing`])
  expect(next.summaries.find(yard)).toMatchObject({ name: 'Yard', lost: true })
})

test('if the relay loses a new room before it lists it, the same act creates the room again', async () => {
  const me = newId()
  const open = await deviceOf(me)
  const relay = new FakeRelay()
  relay.documents.set(homeName(me), saying(3, { self: 1 }))
  const first = await open(relay)
  const make: Act = { do: 'make', room: yard, name: 'Yard', topic: '', visibility: 'private', members: [newId()] }
  first.summaries.put({ ...newSummary(yard, 1), name: 'Yard', madeBy: make })
  first.waiting.add(yard)
  await until(first.synced)
  expect(first.said).toEqual([])
  await first.end()

  first.waiting.delete(yard)
  const second = await open(relay)
  await until(second.synced)
  expect(second.said).toEqual([`make ${yard}`])
  await second.end()

  relay.documents.set(homeName(me), saying(3, { self: 1, [`room/${yard}`]: { ...listing, name: 'Yard' } }))
  const third = await open(relay)
  await until(third.synced)
  expect(third.said).toEqual([])
  expect(third.summaries.find(yard)).toMatchObject({ listed: true, madeBy: null })
})

test('the owner asks to create the lost room again with its current members, and nobody else asks', () => {
  const [me, other, past] = [newId(), newId(), newId()]
  const member = (role: string | null) => ({ name: 'x', username: 'x', role, devices: [], spans: [[1, null]] })
  const facts = { name: 'Yard', topic: 'Grass', kind: 'room', visibility: 'private', made: 1, head: 1 }
  const roster = readRoster(
    Object.entries({
      ...facts,
      [`member/${me}`]: member('owner'),
      [`member/${other}`]: member('member'),
      [`member/${past}`]: member(null),
    }),
  )
  const { name, topic, visibility } = facts
  const make = { do: 'make', room: yard, name, topic, visibility, members: [other] }
  expect(actsToMakeAgain(yard, me, roster)[0]).toEqual(make)
  for (const who of [other, past]) expect(actsToMakeAgain(yard, who, roster)).toEqual([])
})

test("says that you're in no rooms only after the relay has answered, and the list appears with that answer", async () => {
  const me = newId()
  const open = await deviceOf(me)
  const relay = new FakeRelay()
  relay.documents.set(homeName(me), saying(3, { self: 1, [`room/${garden}`]: listing }))
  const first = await open(relay)
  const seen: unknown[] = [first.isKnown()]
  const stop = followed(first.isKnown, () => seen.push(first.summaries.all().length))
  await until(first.isKnown)
  stop()
  expect(seen).toEqual([false, 1])
  await first.end()
  relay.isDown = true
  const offline = await open(relay)
  await until(offline.isKnown)
  expect(offline.summaries.all()).toHaveLength(1)
})
