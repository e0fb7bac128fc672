import { expect, test } from 'vitest'
import { type RosterMember, readRoster } from '../../../shared/room/roster.ts'
import type { Present } from '../../presence/present.ts'
import { bannedIn, formerIn, keepSame, membersOf, titleOf, typingIn } from './people.ts'

const [amy, bob, cy] = ['a', 'b', 'c'].map((letter) => letter.repeat(22)) as [string, string, string]
const member = (name: string, more: Partial<RosterMember> = {}): RosterMember => ({
  name,
  username: name.toLowerCase(),
  role: 'member',
  devices: [],
  spans: [[1, null]],
  ...more,
})
const roster = (members: { [user: string]: RosterMember }, facts: { [key: string]: unknown } = {}) =>
  readRoster([
    ...Object.entries({ name: 'Shed', made: 1, ...facts }),
    ...Object.entries(members).map(([user, one]): [string, unknown] => [`member/${user}`, one]),
  ])
const typing: Present = { status: 'online', typing: true, here: true }

test('members are sorted by role and name, without those who left', () => {
  const all = { [amy]: member('Amy'), [bob]: member('Bob', { role: 'owner' }), [cy]: member('Cy', { role: null }) }
  expect(membersOf(roster(all), new Map(), amy, 5).map(({ name, you }) => [name, you])).toEqual([
    ['Bob', false],
    ['Amy', true],
  ])
})

test('an expired status is not shown', () => {
  const status = { emoji: '🌴', text: 'away', until: 10, quiet: false }
  const all = roster({ [amy]: member('Amy', { status }) })
  expect(membersOf(all, new Map(), null, 9)[0]?.status).toEqual(status)
  expect(membersOf(all, new Map(), null, 10)[0]?.status).toBe(null)
})

test('a person you blocked is never shown as typing', () => {
  const all = roster({ [amy]: member('Amy'), [bob]: member('Bob') })
  const present = new Map([
    [amy, typing],
    [bob, typing],
    [cy, typing],
  ])
  expect(typingIn(all, present, (user) => user !== bob)).toEqual(['Amy'])
})

test("a person who didn't change stays the same object, and so does the list if nobody changed", () => {
  const all = { [amy]: member('Amy'), [bob]: member('Bob') }
  const before = membersOf(roster(all), new Map(), null, 5)
  expect(keepSame(before, membersOf(roster(all), new Map(), null, 5))).toBe(before)
  const after = keepSame(before, membersOf(roster(all), new Map([[bob, typing]]), null, 5))
  expect(after[0]).toBe(before[0])
  expect(after[1]).not.toBe(before[1])
})

test('a conversation is named after the others in it', () => {
  const all = { [amy]: member('Amy'), [bob]: member('Bob'), [cy]: member('Cy', { role: null }) }
  expect(titleOf(roster(all, { kind: 'direct' }), amy)).toBe('Bob')
  expect(titleOf(roster({ [amy]: member('Amy'), [cy]: member('Cy', { role: null }) }, { kind: 'direct' }), amy)).toBe(
    'Cy',
  )
  expect(titleOf(roster(all), amy)).toBe('Shed')
})

test('lists banned people, with the time until which the erasing can be undone', () => {
  const all = roster({ [amy]: member('Amy', { role: null, banned: 7, erasing: 99 }), [bob]: member('Bob') })
  expect(bannedIn(all)).toEqual([{ user: amy, name: 'Amy', username: 'amy', picture: null, erasing: 99 }])
})

test('people who left or were removed can be banned, unless they are banned already or deleted their account', () => {
  const past: Partial<RosterMember> = { role: null, spans: [[1, 2]] }
  const [dee, eve] = ['d'.repeat(22), 'e'.repeat(22)]
  const all = roster({
    [dee]: member('Dee', past),
    [cy]: member('Cy', { ...past, spans: [[1, 2, 'removed']] }),
    [bob]: member('Bob', { ...past, banned: 7 }),
    [eve]: member('Deleted user', { ...past, deleted: true }),
    [amy]: member('Amy'),
  })
  expect(formerIn(all).map(({ name }) => name)).toEqual(['Cy', 'Dee'])
})

test('a room whose old name is invisible is called unnamed', () => {
  expect(titleOf(roster({}, { name: '\u3164' }), null)).toBe('Unnamed room')
})
