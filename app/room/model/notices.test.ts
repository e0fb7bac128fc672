import { expect, test } from 'vitest'
import { type RosterMember, readRoster } from '../../../shared/room/roster.ts'
import { noticesOf } from './notices.ts'

const made = 1_000
const comings = (people: Record<string, RosterMember>) =>
  noticesOf({ ...readRoster([]), made, members: new Map(Object.entries(people)) }).map(
    ({ did, name, time }) => `${name} ${did} ${time}`,
  )

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

test('a new device of a member is told once, with whose it is', () => {
  expect(told({ me: member('me', made, [1]), ada: member('Ada', made, [1, 2_000]) })).toEqual(['ada Ada 2000'])
})

test('the first device of an account is no news, nor one from before they came in', () => {
  expect(told({ me: member('me', made, [1]), ada: member('Ada', 1_500, [1_600]) })).toEqual([])
  expect(told({ me: member('me', made, [1]), ada: member('Ada', 5_000, [1, 2_000]) })).toEqual([])
})

test('what came before one was here oneself is not told', () => {
  expect(told({ me: member('me', 3_000, [1]), ada: member('Ada', made, [1, 2_000]) })).toEqual([])
})

test('a device of somebody who left is not told, and a guest is told of none', () => {
  const gone = member('Ada', made, [1, 2_000], { role: null, spans: [[made, 4_000]] })
  expect(told({ me: member('me', made, [1]), ada: gone })).toEqual([])
  expect(told({ ada: member('Ada', made, [1, 2_000]) }, null)).toEqual([])
})

test('how each span of a member ended is told, also once they are back and the ban is lifted', () => {
  const spans: RosterMember['spans'] = [
    [made, 2_000, 'removed'],
    [3_000, 4_000],
    [5_000, 6_000, 'banned'],
    [7_000, null],
  ]
  expect(comings({ ada: member('Ada', made, [], { spans }) })).toEqual([
    'Ada removed 2000',
    'Ada joined 3000',
    'Ada left 4000',
    'Ada joined 5000',
    'Ada banned 6000',
    'Ada joined 7000',
  ])
})

test('who had left before they were banned left all the same, and a ban of a stranger is not told', () => {
  const gone = member('Ada', made, [], { role: null, spans: [[made, 2_000]], banned: 3_000 })
  const stranger = member('Stan', made, [], { role: null, spans: [], banned: 3_000 })
  expect(comings({ ada: gone, stan: stranger })).toEqual(['Ada left 2000'])
})

test('a renamed room tells each old name, with the name that came after it', () => {
  const formerly = [
    { name: 'Shed', until: 2_000 },
    { name: 'Barn', until: 3_000 },
  ]
  expect(noticesOf({ ...readRoster([]), name: 'Loft', made, formerly })).toEqual([
    { did: 'renamed', name: 'Shed', to: 'Barn', time: 2_000 },
    { did: 'renamed', name: 'Barn', to: 'Loft', time: 3_000 },
  ])
})
