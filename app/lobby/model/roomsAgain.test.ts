import { afterEach, expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import 'fake-indexeddb/auto'
import type { Act } from '../../../shared/room/acts.ts'
import { rosterName } from '../../../shared/wire/documents.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { FakeClock } from '../../../tests/world/app/fake-clock.ts'
import { fakeLocks } from '../../../tests/world/app/fake-locks.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../../tests/world/app/tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import type { ActAnswer } from '../../outgoing/outbox.ts'
import { newId } from '../../outgoing/planRecord.ts'
import type { RefusedAct } from '../../outgoing/queuedActs.ts'
import { againAfterMs, RoomsAgain, type Step } from './roomsAgain.ts'

const room = newId()
const me = newId()
const people = (count: number) => Array.from({ length: count }, newId)
const member = (role: string | null, more: object = {}) => ({
  name: 'x',
  username: 'x',
  role,
  devices: [],
  spans: [[1, null]],
  ...more,
})
const facts = { name: 'Yard', topic: 'Grass', kind: 'room', visibility: 'private', made: 1, head: 1 }

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A device that knows the room, and an outbox for which a function plays the relay. */
const stage = async (roster: object, refusal: (act: Act, nth: number) => RefusalCode | null = () => null) => {
  const relay = new FakeRelay()
  const doc = new Doc()
  for (const [key, value] of Object.entries({ ...facts, [`member/${me}`]: member('owner'), ...roster }))
    doc.getMap('roster').set(key, value)
  applyUpdate(relay.document(rosterName(room)), encodeStateAsUpdate(doc))
  const { documents, socket } = tabOf(relay, { user: newId() })
  const open = documents.open(rosterName(room))
  await until(() => open.state().name === 'synced')
  const clock = new FakeClock()
  const table = tableInMemory<Step>()
  const asked: Act[] = []
  let refused: RefusedAct[] = []
  const answered = new Listeners<{ act: Act; answer: ActAnswer }>()
  const outbox = {
    answered,
    refused: () => refused,
    dismiss: async (id: string) => {
      refused = refused.filter((one) => one.id !== id)
    },
    add: async (act: Act) => {
      const code = refusal(act, asked.push(act))
      if (code) refused.push({ id: newId(), act, at: 1, refused: code })
      return { answer: Promise.resolve<ActAnswer>(code ? { ok: false, code } : { ok: true, name: '' }) }
    },
  }
  const failures: unknown[] = []
  const locks = fakeLocks()
  const openTab = () =>
    new RoomsAgain({ me, documents, outbox, table, locks, clock, failed: (error) => failures.push(error) })
  const again = openTab()
  ends.push(async () => {
    again.close()
    socket.close()
    await documents.closeAll()
    expect(failures).toEqual([])
  })
  const isDone = async () => (await table.entries()).length === 0
  return { again, openTab, asked, clock, table, outbox, isDone }
}
const allDone = async (isDone: () => Promise<boolean>) => {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 1))
}
const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 0))
}

test('creates a lost room again with all its members, roles, bans and settings, and its picture', async () => {
  const others = people(120)
  const [moderator, banned, past] = people(3) as [string, string, string]
  const { again, asked, isDone } = await stage({
    ...Object.fromEntries(others.map((user) => [`member/${user}`, member('member')])),
    [`member/${moderator}`]: member('moderator'),
    [`member/${banned}`]: member(null, { banned: 5 }),
    [`member/${past}`]: member(null),
    guests: false,
    invites: 'moderators',
    picture: 'A'.repeat(43),
    archived: 7,
  })
  await again.ask(room)
  await allDone(isDone)
  const [make, ...rest] = asked
  expect(make).toMatchObject({ do: 'make', room, name: 'Yard', topic: 'Grass', visibility: 'private' })
  const madeWith = make?.do === 'make' ? (make.members ?? []) : []
  expect(madeWith).toHaveLength(50)
  const added = rest.flatMap((act) => (act.do === 'add' ? [act.user] : []))
  expect([...madeWith, ...added].sort()).toEqual([...others, moderator].sort())
  expect(rest.filter(({ do: what }) => what !== 'add')).toEqual([
    { do: 'role', room, user: moderator, role: 'moderator' },
    { do: 'ban', room, user: banned, erase: false },
    { do: 'change', room, guests: false, invites: 'moderators' },
    { do: 'change', room, picture: 'A'.repeat(43) },
    { do: 'archive', room, on: true },
  ])
})

test('if the daily limit is reached, it asks again until the relay agrees, and the person sees no refusal', async () => {
  const { again, asked, clock, outbox, isDone } = await stage({}, (act, nth) =>
    act.do === 'make' && nth < 4 ? 'too-many-today' : null,
  )
  await again.ask(room)
  await turns()
  expect(asked.map(({ do: what }) => what)).toEqual(['make'])
  clock.pass(againAfterMs - 1)
  await turns()
  expect(asked).toHaveLength(1)
  for (let hour = 0; hour < 3; hour++) {
    clock.pass(againAfterMs)
    await turns()
  }
  await allDone(isDone)
  expect(asked.map(({ do: what }) => what)).toEqual(['make', 'make', 'make', 'make', 'change'])
  expect(outbox.refused()).toEqual([])
})

test('the next tab continues where the last one stopped', async () => {
  let isFull = true
  const { again, openTab, asked, table, isDone } = await stage({}, () => (isFull ? 'too-many-today' : null))
  await again.ask(room)
  await turns()
  again.close()
  expect(await table.entries()).not.toEqual([])
  isFull = false
  const next = openTab()
  await allDone(isDone)
  next.close()
  expect(asked.map(({ do: what }) => what)).toEqual(['make', 'make', 'change'])
})

test('if the name is taken, it waits for another name, and then does the rest', async () => {
  let isThere = false
  const other = newId()
  const { again, asked, outbox, isDone } = await stage({ [`member/${other}`]: member('moderator') }, (act) => {
    if (act.do === 'make') return 'name-taken'
    return isThere ? null : 'no-such-room'
  })
  await again.ask(room)
  await turns()
  expect(asked.map(({ do: what }) => what)).toEqual(['make', 'role'])
  expect(outbox.refused().map(({ refused }) => refused)).toEqual(['name-taken'])
  isThere = true
  const make: Act = { do: 'make', room, name: 'Yard 2', topic: '', visibility: 'private' }
  outbox.answered.emit({ act: make, answer: { ok: true, name: 'Yard 2' } })
  await allDone(isDone)
  expect(asked.slice(2).map(({ do: what }) => what)).toEqual(['role', 'change'])
})

test("a person who can't be added doesn't stop the others, and is reported only if an invitation would help", async () => {
  const others = people(53)
  const [stranger, unknown] = others.slice(50) as [string, string]
  const { again, asked, outbox, isDone } = await stage(
    Object.fromEntries(others.map((user) => [`member/${user}`, member('member')])),
    (act) => {
      if (act.do !== 'add') return null
      return act.user === stranger ? 'invite-only' : act.user === unknown ? 'no-such-user' : null
    },
  )
  await again.ask(room)
  await allDone(isDone)
  expect(asked.filter(({ do: what }) => what === 'add')).toHaveLength(3)
  expect(asked.at(-1)).toMatchObject({ do: 'change' })
  expect(outbox.refused().map(({ refused }) => refused)).toEqual(['invite-only'])
})

test('a room the person dropped is not created again, and a final refusal by the relay ends the attempt', async () => {
  const { again, asked, clock, isDone } = await stage({}, () => 'too-many-today')
  await again.ask(room)
  await turns()
  await again.forget(room)
  expect(await isDone()).toBe(true)
  clock.pass(againAfterMs)
  await turns()
  const other = await stage({}, () => 'bad-name')
  await other.again.ask(room)
  await allDone(other.isDone)
  expect([asked.length, other.asked.length]).toEqual([1, 1])
})
