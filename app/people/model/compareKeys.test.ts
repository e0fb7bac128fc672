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
const first = knownFrom(null, roster({ olga: [laptop, phone], milo: [] }), lookedAt)
const troubles = (people: People, before: KnownKeysOfRoom | null = first) =>
  compareKeys(before, roster(people)).map(({ user, key, trouble }) => `${user} ${key} ${trouble}`)

test('trusts the devices it sees for the first time', () => {
  expect(troubles({ olga: [laptop] }, null)).toEqual([])
})

test('accepts a new device and an ended device as honest', () => {
  const fresh = { key: 'tablet', added: lookedAt + minute }
  expect(troubles({ olga: [laptop, { ...phone, ended: lookedAt }, fresh], milo: [] })).toEqual([])
})

test.each<[string, People, string[]]>([
  ['takes a device away', { olga: [laptop], milo: [] }, ['olga phone taken-away']],
  ['takes a person away', { milo: [] }, ['olga laptop taken-away', 'olga phone taken-away']],
  ['gives a device to somebody else', { olga: [laptop], milo: [phone] }, ['olga phone moved']],
  ['changes the date of a device', { olga: [laptop, { ...phone, added: 1 }], milo: [] }, ['olga phone dated-anew']],
  ['adds a device with an old date', { olga: [laptop, phone, late], milo: [] }, ['olga late back-dated']],
  [
    'adds a device with an old date to a person who had none',
    { olga: [laptop, phone], milo: [late] },
    ['milo late back-dated'],
  ],
])('detects a relay that %s', (_, people, wanted) => {
  expect(troubles(people)).toEqual(wanted)
})

test('detects a device whose end was taken back', () => {
  const ended = knownFrom(null, roster({ olga: [{ ...phone, ended: 5 }] }), lookedAt)
  expect(troubles({ olga: [phone] }, ended)).toEqual(['olga phone revived'])
  expect(troubles({ olga: [{ ...phone, ended: 6 }] }, ended)).toEqual(['olga phone dated-anew'])
})

test('accepts older devices of people who join or come back', () => {
  expect(troubles({ olga: [laptop, phone], milo: [], mona: [late] })).toEqual([])
  const wasAway = knownFrom(null, roster({ olga: [laptop] }, ['olga']), lookedAt)
  expect(troubles({ olga: [laptop, late] }, wasAway)).toEqual([])
})

test('keeps the known devices while the relay says otherwise, until you accept the change', () => {
  const tampered = roster({ olga: [laptop, late], milo: [phone] })
  const still = knownFrom(first, tampered, lookedAt + minute)
  expect(compareKeys(still, tampered)).toHaveLength(2)
  const accepted = knownFrom(still, tampered, lookedAt + minute, (user) => user === 'olga')
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
  const before = makeRoom({ olga: [laptop, phone] })
  await new KnownKeys(parts).watch(before.room)
  before.room.rosterDocument.inStep.emit()

  const after = makeRoom({ olga: [laptop, late] })
  const board = new KnownKeys(parts)
  await board.watch(after.room)
  expect(board.warnings().map(({ key, trouble }) => `${key} ${trouble}`)).toEqual([
    'phone taken-away',
    'late back-dated',
  ])
  board.accept('olga')
  expect(board.warnings()).toEqual([])
  after.say({ olga: [laptop] })
  expect(board.warnings().map(({ key, trouble }) => `${key} ${trouble}`)).toEqual(['late taken-away'])
})

test("doesn't suspect a device that was added while this one slept", async () => {
  let now = lookedAt
  const board = new KnownKeys({ table: tableInMemory(), now: () => now, failed: () => {} })
  const { room, say } = makeRoom({ olga: [laptop] })
  await board.watch(room)
  room.rosterDocument.inStep.emit()
  now += 600 * minute
  say({ olga: [laptop] })
  say({ olga: [laptop, { key: 'night', added: lookedAt + 300 * minute }] })
  expect(board.warnings()).toEqual([])
})
