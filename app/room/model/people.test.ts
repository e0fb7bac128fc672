import { expect, test } from 'vitest'
import { type RosterMember, readRoster } from '../../../shared/room/roster.ts'
import { milo, mona, olga } from '../../../tests/world/people.ts'
import type { Present } from '../../presence/present.ts'
import { bannedIn, formerIn, isPresenceKnown, keepSame, membersOf, titleOf, typingIn } from './people.ts'

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
const typing: Present = { status: 'online', typing: true, here: true, read: null }

test('members are sorted by role and name, without those who left', () => {
  const all = {
    [olga]: member('Olga'),
    [milo]: member('Milo', { role: 'owner' }),
    [mona]: member('Mona', { role: null }),
  }
  expect(membersOf(roster(all), new Map(), olga, 5).map(({ name, you }) => [name, you])).toEqual([
    ['Milo', false],
    ['Olga', true],
  ])
})

test("while this device can't know who is there, nobody is shown as here, online or offline, not even oneself", () => {
  const all = roster({ [olga]: member('Olga'), [milo]: member('Milo') })
  const connected = membersOf(all, new Map([[olga, typing]]), olga, 5)
  expect(connected.map(({ presence, here }) => [presence, here])).toEqual([
    ['offline', false],
    ['online', true],
  ])
  expect(isPresenceKnown(connected)).toBe(true)
  const cutOff = membersOf(all, null, olga, 5)
  expect(cutOff.map(({ presence, here }) => [presence, here])).toEqual([
    ['unknown', false],
    ['unknown', false],
  ])
  expect(isPresenceKnown(cutOff)).toBe(false)
})

test('an expired status is not shown', () => {
  const status = { emoji: '🌴', text: 'away', until: 10, quiet: false }
  const all = roster({ [olga]: member('Olga', { status }) })
  expect(membersOf(all, new Map(), null, 9)[0]?.status).toEqual(status)
  expect(membersOf(all, new Map(), null, 10)[0]?.status).toBe(null)
})

test('a person you blocked is never shown as typing', () => {
  const all = roster({ [olga]: member('Olga'), [milo]: member('Milo') })
  const present = new Map([
    [olga, typing],
    [milo, typing],
    [mona, typing],
  ])
  expect(typingIn(all, present, (user) => user !== milo)).toEqual(['Olga'])
})

test("a person who didn't change stays the same object, and so does the list if nobody changed", () => {
  const all = { [olga]: member('Olga'), [milo]: member('Milo') }
  const before = membersOf(roster(all), new Map(), null, 5)
  expect(keepSame(before, membersOf(roster(all), new Map(), null, 5))).toBe(before)
  const after = keepSame(before, membersOf(roster(all), new Map([[milo, typing]]), null, 5))
  expect(after.map((person, at) => person === before[at])).toEqual([false, true])
})

test('a conversation is named after the others in it', () => {
  const all = { [olga]: member('Olga'), [milo]: member('Milo'), [mona]: member('Mona', { role: null }) }
  expect(titleOf(roster(all, { kind: 'direct' }), olga)).toBe('Milo')
  expect(
    titleOf(roster({ [olga]: member('Olga'), [mona]: member('Mona', { role: null }) }, { kind: 'direct' }), olga),
  ).toBe('Mona')
  expect(titleOf(roster(all), olga)).toBe('Shed')
})

test('lists banned people, with the time until which the erasing can be undone', () => {
  const all = roster({ [olga]: member('Olga', { role: null, banned: 7, erasing: 99 }), [milo]: member('Milo') })
  expect(bannedIn(all)).toEqual([{ user: olga, name: 'Olga', username: 'olga', picture: null, erasing: 99 }])
})

test('people who left or were removed can be banned, unless they are banned already or deleted their account', () => {
  const past: Partial<RosterMember> = { role: null, spans: [[1, 2]] }
  const [dee, eve] = ['d'.repeat(22), 'e'.repeat(22)]
  const all = roster({
    [dee]: member('Dee', past),
    [mona]: member('Mona', { ...past, spans: [[1, 2, 'removed']] }),
    [milo]: member('Milo', { ...past, banned: 7 }),
    [eve]: member('Deleted user', { ...past, deleted: true }),
    [olga]: member('Olga'),
  })
  expect(formerIn(all).map(({ name }) => name)).toEqual(['Dee', 'Mona'])
})

test('a room whose old name is invisible is called unnamed', () => {
  expect(titleOf(roster({}, { name: '\u3164' }), null)).toBe('Unnamed room')
})
