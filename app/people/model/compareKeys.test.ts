import { expect, test } from 'vitest'
import type { RosterDevice, RosterMember } from '../../../shared/room/roster.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import { compareKeys, type KnownKeysOfRoom, knownFrom } from './compareKeys.ts'
import { KnownKeys } from './knownKeys.ts'

const minute = 60_000
const lookedAt = 100 * minute
const laptop: RosterDevice = { key: 'laptop', added: minute }
const phone: RosterDevice = { key: 'phone', added: 2 * minute }
const late: RosterDevice = { key: 'late', added: 3 * minute }

type People = { [user: string]: readonly RosterDevice[] }
const roster = (people: People, away: readonly string[] = []): Map<string, RosterMember> =>
  new Map(
    Object.entries(people).map(([user, devices]) => [
      user,
      { name: user, username: user, role: away.includes(user) ? null : 'member', devices: [...devices], spans: [] },
    ]),
  )
const first = knownFrom(null, roster({ ada: [laptop, phone], bob: [] }), lookedAt)
const troubles = (people: People, before: KnownKeysOfRoom | null = first) =>
  compareKeys(before, roster(people)).map(({ user, key, trouble }) => `${user} ${key} ${trouble}`)

test('trusts the devices it sees for the first time', () => {
  expect(troubles({ ada: [laptop] }, null)).toEqual([])
})

test('accepts a new device and an ended device as honest', () => {
  const fresh = { key: 'tablet', added: lookedAt + minute }
  expect(troubles({ ada: [laptop, { ...phone, ended: lookedAt }, fresh], bob: [] })).toEqual([])
})

test.each<[string, People, string[]]>([
  ['takes a device away', { ada: [laptop], bob: [] }, ['ada phone taken-away']],
  ['takes a person away', { bob: [] }, ['ada laptop taken-away', 'ada phone taken-away']],
  ['gives a device to somebody else', { ada: [laptop], bob: [phone] }, ['ada phone moved']],
  ['changes the date of a device', { ada: [laptop, { ...phone, added: 1 }], bob: [] }, ['ada phone dated-anew']],
  ['adds a device with an old date', { ada: [laptop, phone, late], bob: [] }, ['ada late back-dated']],
  [
    'adds a device with an old date to a person who had none',
    { ada: [laptop, phone], bob: [late] },
    ['bob late back-dated'],
  ],
])('detects a relay that %s', (_, people, wanted) => {
  expect(troubles(people)).toEqual(wanted)
})

test('detects a device whose end was taken back', () => {
  const ended = knownFrom(null, roster({ ada: [{ ...phone, ended: 5 }] }), lookedAt)
  expect(troubles({ ada: [phone] }, ended)).toEqual(['ada phone revived'])
  expect(troubles({ ada: [{ ...phone, ended: 6 }] }, ended)).toEqual(['ada phone dated-anew'])
})

test('accepts older devices of people who join or come back', () => {
  expect(troubles({ ada: [laptop, phone], bob: [], cy: [late] })).toEqual([])
  const wasAway = knownFrom(null, roster({ ada: [laptop] }, ['ada']), lookedAt)
  expect(troubles({ ada: [laptop, late] }, wasAway)).toEqual([])
})

test('keeps the known devices while the relay says otherwise, until you accept the change', () => {
  const tampered = roster({ ada: [laptop, late], bob: [phone] })
  const still = knownFrom(first, tampered, lookedAt + minute)
  expect(compareKeys(still, tampered)).toHaveLength(2)
  const accepted = knownFrom(still, tampered, lookedAt + minute, (user) => user === 'ada')
  expect(compareKeys(accepted, tampered)).toEqual([])
})

const makeRoom = (people: People) => {
  const room = {
    id: 'garden',
    roster: { members: roster(people) },
    rosterDocument: { inStep: new Listeners<void>(), map: { size: 1 } },
    changed: new Listeners<void>(),
  }
  const say = (people: People) => {
    room.roster = { members: roster(people) }
    room.changed.emit()
  }
  return { room, say }
}

test('detects a roster changed between two starts, and warns until you accept it', async () => {
  const table = tableInMemory<KnownKeysOfRoom>()
  const parts = { table, now: () => lookedAt, failed: (error: unknown) => expect.fail(String(error)) }
  const before = makeRoom({ ada: [laptop, phone] })
  await new KnownKeys(parts).watch(before.room)
  before.room.rosterDocument.inStep.emit()

  const after = makeRoom({ ada: [laptop, late] })
  const board = new KnownKeys(parts)
  await board.watch(after.room)
  expect(board.warnings().map(({ key, trouble }) => `${key} ${trouble}`)).toEqual([
    'phone taken-away',
    'late back-dated',
  ])
  board.accept('ada')
  expect(board.warnings()).toEqual([])
  after.say({ ada: [laptop] })
  expect(board.warnings().map(({ key, trouble }) => `${key} ${trouble}`)).toEqual(['late taken-away'])
})

test("doesn't suspect a device that was added while this one slept", async () => {
  let now = lookedAt
  const board = new KnownKeys({ table: tableInMemory(), now: () => now, failed: () => {} })
  const { room, say } = makeRoom({ ada: [laptop] })
  await board.watch(room)
  room.rosterDocument.inStep.emit()
  now += 600 * minute
  say({ ada: [laptop] })
  say({ ada: [laptop, { key: 'night', added: lookedAt + 300 * minute }] })
  expect(board.warnings()).toEqual([])
})
