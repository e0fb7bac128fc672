import { describe, expect, test } from 'vitest'
import { type Kind, kinds } from '../record/kinds.ts'
import { judgeRecord, type RecordCase } from './record-rules.ts'
import type { Standing } from './roles.ts'

const standings: Standing[] = ['owner', 'moderator', 'member', 'guest']
const own = { author: 'me', kind: 'post', erased: false } as const
const foreign = { author: 'other', kind: 'post', erased: false } as const
const judge = (change: Partial<RecordCase> & { kind: Kind }) =>
  judgeRecord({
    author: 'me',
    standing: 'member',
    ownRoom: false,
    archived: false,
    blocked: false,
    called: 0,
    target: null,
    ...change,
  })
const ofEachStanding = (of: (standing: Standing) => unknown) => standings.map(of)

describe('records by owner, moderator, member and guest', () => {
  test("R3 R20: members can post and guests can't", () => {
    expect(ofEachStanding((standing) => judge({ kind: 'post', standing }))).toEqual([null, null, null, 'not-a-member'])
  })
  test("R21: people can edit their own posts and nobody else's", () => {
    expect(ofEachStanding((standing) => judge({ kind: 'edit', standing, target: own }))).toEqual([
      null,
      null,
      null,
      'not-a-member',
    ])
    expect(ofEachStanding((standing) => judge({ kind: 'edit', standing, target: foreign }))).toEqual([
      'not-yours',
      'not-yours',
      'not-yours',
      'not-a-member',
    ])
  })
  test('R23: members can erase their own posts, and moderators and owners can erase all', () => {
    expect(ofEachStanding((standing) => judge({ kind: 'erase', standing, target: own }))).toEqual([
      null,
      null,
      null,
      'not-a-member',
    ])
    expect(ofEachStanding((standing) => judge({ kind: 'erase', standing, target: foreign }))).toEqual([
      null,
      null,
      'not-yours',
      'not-a-member',
    ])
  })
  test("R24 R25 R26: moderators can pin, owners can import, and settings go only into a person's own room", () => {
    expect(ofEachStanding((standing) => judge({ kind: 'pin', standing, target: foreign }))).toEqual([
      null,
      null,
      'not-allowed',
      'not-a-member',
    ])
    expect(ofEachStanding((standing) => judge({ kind: 'import', standing }))).toEqual([
      null,
      'not-allowed',
      'not-allowed',
      'not-a-member',
    ])
    expect(judge({ kind: 'set', standing: 'owner' })).toBe('not-allowed')
    expect(judge({ kind: 'set', standing: 'owner', ownRoom: true })).toBeNull()
  })
  test('R34: in another room than their own, members can only tell how far they have read, in at most 50', () => {
    const me = 'kYtR3l1hQ0mWcQ6nM5x8Yw'
    const value = { time: 1, name: 'w6VMHGoZYFoTzRmZGgLO_w.1' }
    const tell = (set: Partial<NonNullable<RecordCase['set']>>, change: Partial<RecordCase> = {}) =>
      judge({ kind: 'set', author: me, set: { key: `seen/${me}`, value, members: 50, ...set }, ...change })
    expect(ofEachStanding((standing) => tell({}, { standing }))).toEqual([null, null, null, 'not-a-member'])
    expect([tell({ value: null }), tell({}, { blocked: true })]).toEqual([null, null])
    expect([tell({ members: 51 }), tell({ key: 'seen/me' }), tell({ value: 1 })]).toEqual(Array(3).fill('not-allowed'))
    expect(tell({}, { archived: true })).toBe('archived')
    expect(tell({ members: 1, key: 'a', value: 1 }, { ownRoom: true })).toBeNull()
  })
  test.each(Object.keys(kinds) as Kind[])("R10: a guest can't %s anything", (kind) => {
    expect(judge({ kind, standing: 'guest', target: foreign, ownRoom: true })).toBe('not-a-member')
  })
  test.each(['edit', 'react', 'erase', 'pin', 'vote', 'close'] as Kind[])(
    "R21 R22 R23 R24 R31 R32: %s needs a target that exists and isn't erased",
    (kind) => {
      expect(judge({ kind, standing: 'owner' })).toBe('no-such-target')
      expect(judge({ kind, standing: 'owner', target: { ...own, erased: true } })).toBe('target-erased')
    },
  )
  test('nobody can erase an erasure or react to a reaction', () => {
    expect(judge({ kind: 'erase', standing: 'owner', target: { ...own, kind: 'erase' } })).toBe('not-allowed')
    expect(judge({ kind: 'react', target: { ...own, kind: 'react' } })).toBe('not-allowed')
  })
  test.each(['post', 'edit', 'react', 'pin', 'import', 'vote', 'close'] as Kind[])(
    'an archived room refuses %s',
    (kind) => {
      expect(judge({ kind, standing: 'owner', archived: true, target: own })).toBe('archived')
    },
  )
  test('messages in an archived room can still be erased', () => {
    expect(judge({ kind: 'erase', archived: true, target: own })).toBeNull()
  })
  test('R20: in a room of more than 50 members only moderators can mention everybody', () => {
    const call = (called: number) => ofEachStanding((standing) => judge({ kind: 'post', standing, called }))
    expect(call(50)).toEqual([null, null, null, 'not-a-member'])
    expect(call(51)).toEqual([null, null, 'not-allowed', 'not-a-member'])
  })
  const poll = { ...foreign, poll: { options: 3, many: false, open: true } }
  test('R31: members can vote in a poll that is open, for its options, and for one where one is allowed', () => {
    const vote = (choices: number[], change = {}) =>
      judge({ kind: 'vote', choices, target: { ...poll, poll: { ...poll.poll, ...change } } })
    expect(ofEachStanding((standing) => judge({ kind: 'vote', standing, choices: [0], target: poll }))).toEqual([
      null,
      null,
      null,
      'not-a-member',
    ])
    expect([vote([]), vote([2]), vote([3]), vote([0, 1])]).toEqual([null, null, 'not-allowed', 'not-allowed'])
    expect([vote([0, 1], { many: true }), vote([0, 3], { many: true })]).toEqual([null, 'not-allowed'])
    expect(vote([0], { open: false })).toBe('poll-closed')
    expect(judge({ kind: 'vote', choices: [0], target: foreign })).toBe('not-allowed')
  })
  test('R32: people can close their own polls, and moderators and owners can close all, once', () => {
    const close = (target: RecordCase['target']) =>
      ofEachStanding((standing) => judge({ kind: 'close', standing, target }))
    expect(close(poll)).toEqual([null, null, 'not-yours', 'not-a-member'])
    expect(close({ ...poll, author: 'me' })).toEqual([null, null, null, 'not-a-member'])
    expect(judge({ kind: 'close', target: { ...poll, poll: { ...poll.poll, open: false } } })).toBe('poll-closed')
    expect(judge({ kind: 'close', target: own })).toBe('not-allowed')
  })
  test("R23: nobody can erase the end of a poll, so a poll doesn't open again", () => {
    expect(judge({ kind: 'erase', standing: 'owner', target: { ...own, kind: 'close' } })).toBe('not-allowed')
  })
  test("R20: you can't write to somebody who blocked you", () => {
    expect(judge({ kind: 'post', blocked: true })).toBe('blocked')
    expect(judge({ kind: 'erase', blocked: true, target: own })).toBeNull()
  })
})
