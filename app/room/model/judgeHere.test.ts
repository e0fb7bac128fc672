import { expect, test } from 'vitest'
import type { RoomAct } from '../../../shared/room/act-rules.ts'
import { type Roster, type RosterMember, readRoster } from '../../../shared/room/roster.ts'
import { milo, mona, olga, remy, stan } from '../../../tests/world/people.ts'
import { isTooEarly, judgeHere, mayPostHere } from './judgeHere.ts'

const [owner, moderator, member, removed, stranger] = [olga, mona, milo, remy, stan]
const person = (role: RosterMember['role'], more: Partial<RosterMember> = {}): RosterMember => ({
  name: 'x',
  username: 'x',
  role,
  devices: [],
  spans: [],
  ...more,
})
const roomWith = (facts: Partial<Roster> = {}): Roster => ({
  ...readRoster([]),
  made: 1,
  visibility: 'public',
  members: new Map([
    [owner, person('owner')],
    [moderator, person('moderator')],
    [member, person('member')],
    [removed, person(null, { banned: 5 })],
  ]),
  ...facts,
})
const may = (me: string | null, what: RoomAct, user?: string, room = roomWith()) =>
  judgeHere(room, me, what, user) === null

test('the screen offers what the rules allow', () => {
  expect([owner, moderator, member].map((me) => may(me, 'remove', member === me ? owner : member))).toEqual([
    true,
    true,
    false,
  ])
  expect(may(moderator, 'remove', owner)).toBe(false)
  expect(may(owner, 'remove', owner)).toBe(false)
  expect(may(owner, 'hand-over', member)).toBe(true)
  expect(may(moderator, 'role', member)).toBe(false)
  expect(may(moderator, 'unban', removed)).toBe(true)
  expect(may(moderator, 'unban', member)).toBe(false)
})

test("a person who joined and left two hundred times can't join again or be added", () => {
  const spans = Array.from({ length: 200 }, (): [number, number] => [1, 2])
  const room = roomWith({
    members: new Map([
      [member, person('member')],
      [stranger, person(null, { spans })],
    ]),
  })
  expect(judgeHere(room, stranger, 'join')).toBe('too-many')
  expect(judgeHere(room, member, 'add', stranger)).toBe('too-many')
})

test("an owner can't leave others behind before transferring ownership", () => {
  expect(judgeHere(roomWith(), owner, 'leave')).toBe('owner-must-hand-over')
  const alone = roomWith({ members: new Map([[owner, person('owner')]]) })
  expect(judgeHere(alone, owner, 'leave')).toBe(null)
})

test('members can add a person who was never here, unless the owner leaves invitations to moderators', () => {
  expect(may(member, 'add')).toBe(true)
  expect(may(member, 'add', removed)).toBe(false)
  expect(may(member, 'invite', undefined, roomWith({ invites: 'moderators' }))).toBe(false)
  expect(may(moderator, 'invite', undefined, roomWith({ invites: 'moderators' }))).toBe(true)
})

test('a stranger can ask to join a private room, and can join a public room directly', () => {
  expect(may(stranger, 'request', undefined, readRoster([]))).toBe(true)
  expect(may(stranger, 'request')).toBe(false)
  expect(may(stranger, 'join')).toBe(true)
  expect(may(removed, 'join')).toBe(false)
})

test('nobody can write in or join an archived room, and only its owner can reopen it', () => {
  const archived = roomWith({ archived: 7 })
  expect(mayPostHere(archived, member)).toBe(false)
  expect(mayPostHere(roomWith(), member)).toBe(true)
  expect(judgeHere(archived, stranger, 'join')).toBe('archived')
  expect(may(owner, 'archive', undefined, archived)).toBe(true)
  expect(may(owner, 'change', undefined, archived)).toBe(false)
  expect(may(moderator, 'archive', undefined, archived)).toBe(false)
})

test('in a direct conversation people can write, but not leave or add, remove or ban anybody', () => {
  const direct = roomWith({ kind: 'direct' })
  for (const what of ['add', 'remove', 'ban', 'role', 'hand-over', 'invite', 'leave'] as const)
    expect(may(member, what, moderator, direct)).toBe(false)
  expect(mayPostHere(direct, member)).toBe(true)
})

test("people without an account can't do anything", () => {
  expect(judgeHere(roomWith(), null, 'join')).toBe('not-a-member')
  expect(mayPostHere(roomWith(), null)).toBe(false)
})

test('nobody can be added to a room before the relay knows the room', () => {
  expect(isTooEarly('add')).toBe(true)
  expect(isTooEarly('invite')).toBe(false)
})
