import { expect, test } from 'vitest'
import { type RosterMember, readRoster } from '../../shared/room/roster.ts'
import { noticesOf } from './notices.ts'

const made = 1_000
const member = (name: string, joined: number, devices: number[], more: Partial<RosterMember> = {}): RosterMember => ({
  name,
  username: name,
  role: 'member',
  devices: devices.map((added) => ({ key: `${name}${added}`, added })),
  spans: [[joined, null]],
  ...more,
})
const told = (people: Record<string, RosterMember>, me: string | null = 'me') =>
  noticesOf({ ...readRoster([]), made, members: new Map(Object.entries(people)) }, me)
    .filter(({ did }) => did === 'device')
    .map(({ name, time, user }) => `${user} ${name} ${time}`)

test('5: a new device of a member is told once, with whose it is', () => {
  expect(told({ me: member('me', made, [1]), ada: member('Ada', made, [1, 2_000]) })).toEqual(['ada Ada 2000'])
})

test('5: the first device of an account is no news, nor one from before they came in', () => {
  expect(told({ me: member('me', made, [1]), ada: member('Ada', 1_500, [1_600]) })).toEqual([])
  expect(told({ me: member('me', made, [1]), ada: member('Ada', 5_000, [1, 2_000]) })).toEqual([])
})

test('5: what came before one was here oneself is not told', () => {
  expect(told({ me: member('me', 3_000, [1]), ada: member('Ada', made, [1, 2_000]) })).toEqual([])
})

test('5: a device of somebody who left is not told, and a guest is told of none', () => {
  const gone = member('Ada', made, [1, 2_000], { role: null, spans: [[made, 4_000]] })
  expect(told({ me: member('me', made, [1]), ada: gone })).toEqual([])
  expect(told({ ada: member('Ada', made, [1, 2_000]) }, null)).toEqual([])
})
