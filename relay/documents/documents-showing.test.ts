import { expect, test } from 'vitest'
import { newMember, newRoom, newUser } from '../acts/rows.ts'
import type { Change } from '../store/store.ts'
import { documentsShowing, type Shown } from './documents-showing.ts'

const [olga, milo, garden] = ['olga', 'milo', 'garden']
const device = { id: 'phone', user: olga, publicKey: '', added: 1, ended: null }
const request = { room: garden, user: olga, name: '', note: '', at: 1, refused: null }
const record = { room: garden, segment: 1, client: 1, clock: 0, device: 'phone', user: olga, at: 1 }
const link = { room: garden, id: '', hash: '', by: olga, made: 1, expires: null, uses: null, used: 0, ended: null }

/** What one row of each kind makes stale. A new kind of change does not compile until it has a line here. */
const table: {
  [Kind in keyof Required<Change>]: [NonNullable<Change[Kind]>, Partial<{ [Where in keyof Shown]: string[] }>]
} = {
  rooms: [[newRoom({ id: garden, kind: 'room', made: 1 })], { rosters: [garden] }],
  members: [[newMember(garden, olga, 'member', 1)], { rosters: [garden], homes: [olga] }],
  requests: [[request], { rosters: [garden], homes: [olga] }],
  dropRequests: [[{ room: garden, user: olga }], { rosters: [garden], homes: [olga] }],
  gone: [[{ user: olga, room: garden, name: '', why: 'banned', at: 1 }], { homes: [olga] }],
  dropGone: [[{ room: garden, user: olga }], { homes: [olga] }],
  blocks: [[{ user: olga, blocked: milo, on: true }], { homes: [olga] }],
  users: [[newUser({ id: olga, username: olga, name: olga })], { profiles: [olga] }],
  devices: [[device], { entries: [olga] }],
  endDevices: [[{ id: 'phone', user: olga, at: 1 }], { entries: [olga] }],
  seal: [[{ room: garden, segment: 1, from: 1, to: 2, count: 3 }], { rosters: [garden] }],
  records: [[{ ...record, state: 'empty', length: 1 }], {}],
  blank: [[{ room: garden, device: 'phone', seq: 1 }], {}],
  invitations: [[link], {}],
  dropInvitations: [[{ room: garden, id: '' }], {}],
  seen: [[{ user: olga, at: 1 }], {}],
  pictures: [[{ hash: '', type: 'image/png', bytes: new Uint8Array(), at: 1 }], {}],
  documents: [[{ name: '', state: new Uint8Array() }], {}],
  done: [[{ user: olga, what: 'make', count: 1, at: 1 }], {}],
  answers: [[{ user: olga, key: '', answer: '', at: 1 }], {}],
}

const read = (shown: Shown) =>
  Object.fromEntries(Object.entries(shown).flatMap(([where, ids]) => (ids.size > 0 ? [[where, [...ids]]] : [])))

test.each(Object.entries(table))(
  'a changed row of `%s` makes the documents that show it stale',
  (kind, [rows, stale]) => {
    expect(read(documentsShowing({ [kind]: rows }))).toEqual(stale)
  },
)

test("a user's own room has no roster, and its changes show at their home", () => {
  const rooms = [newRoom({ id: olga, kind: 'self', made: 1 })]
  expect(read(documentsShowing({ rooms, members: [newMember(olga, olga, 'owner', 1)] }))).toEqual({ homes: [olga] })
})

test('several rows make a document stale only once, and an empty change makes none stale', () => {
  const members = [newMember(garden, olga, 'owner', 1), newMember(garden, milo, 'member', 1)]
  expect(read(documentsShowing({ members, dropGone: [{ room: garden, user: milo }] }))).toEqual({
    rosters: [garden],
    homes: [olga, milo],
  })
  expect(read(documentsShowing({}))).toEqual({})
})
