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

test("a member's new device is announced once, with the name of the member", () => {
  expect(told({ me: member('me', made, [1]), olga: member('Olga', made, [1, 2_000]) })).toEqual(['olga Olga 2000'])
})

test('the first device of an account is not announced, nor a device from before the member joined', () => {
  expect(told({ me: member('me', made, [1]), olga: member('Olga', 1_500, [1_600]) })).toEqual([])
  expect(told({ me: member('me', made, [1]), olga: member('Olga', 5_000, [1, 2_000]) })).toEqual([])
})

test('a device from before you joined is not announced', () => {
  expect(told({ me: member('me', 3_000, [1]), olga: member('Olga', made, [1, 2_000]) })).toEqual([])
})

test('a device of a person who left is not announced, and guests see no device notices', () => {
  const gone = member('Olga', made, [1, 2_000], { role: null, spans: [[made, 4_000]] })
  expect(told({ me: member('me', made, [1]), olga: gone })).toEqual([])
  expect(told({ olga: member('Olga', made, [1, 2_000]) }, null)).toEqual([])
})

test('each end of a membership is announced, even after the member is back and the ban is lifted', () => {
  const spans: RosterMember['spans'] = [
    [made, 2_000, 'removed'],
    [3_000, 4_000],
    [5_000, 6_000, 'banned', 6_500],
    [7_000, null],
  ]
  expect(comings({ olga: member('Olga', made, [], { spans }) })).toEqual([
    'Olga removed 2000',
    'Olga joined 3000',
    'Olga left 4000',
    'Olga joined 5000',
    'Olga banned 6000',
    'Olga unbanned 6500',
    'Olga joined 7000',
  ])
})

test('a person who left before a ban is announced as left, and the ban of a stranger is not announced', () => {
  const gone = member('Olga', made, [], { role: null, spans: [[made, 2_000]], banned: 3_000 })
  const stranger = member('Stan', made, [], { role: null, spans: [], banned: 3_000 })
  expect(comings({ olga: gone, stan: stranger })).toEqual(['Olga left 2000'])
})

test('a renamed room announces each old name with the name that followed it', () => {
  const formerly = [
    { name: 'Shed', until: 2_000 },
    { name: 'Barn', until: 3_000 },
  ]
  expect(noticesOf({ ...readRoster([]), name: 'Loft', made, formerly })).toEqual([
    { did: 'renamed', name: 'Shed', to: 'Barn', time: 2_000 },
    { did: 'renamed', name: 'Barn', to: 'Loft', time: 3_000 },
  ])
})
