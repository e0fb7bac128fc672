import { describe, expect, test } from 'vitest'
import { type Kind, kinds } from '../record/kinds.ts'
import { cleanRoomName, parseAct } from './acts.ts'
import type { Standing } from './roles.ts'
import { type ActCase, judgeAct, judgeRecord, mayRead, type RecordCase } from './rules.ts'

const standings: Standing[] = ['owner', 'moderator', 'member', 'guest']
const own = { author: 'me', kind: 'post', erased: false } as const
const foreign = { author: 'other', kind: 'post', erased: false } as const
const judge = (change: Partial<RecordCase> & { kind: Kind }) =>
  judgeRecord({ author: 'me', standing: 'member', ownRoom: false, target: null, ...change })
const verdicts = (of: (standing: Standing) => unknown) => standings.map(of)

describe('records, by owner, moderator, member, guest', () => {
  test('members post, guests do not', () => {
    expect(verdicts((standing) => judge({ kind: 'post', standing }))).toEqual([null, null, null, 'not-a-member'])
  })
  test('everyone edits their own post and nobody another', () => {
    expect(verdicts((standing) => judge({ kind: 'edit', standing, target: own }))).toEqual([
      null,
      null,
      null,
      'not-a-member',
    ])
    expect(verdicts((standing) => judge({ kind: 'edit', standing, target: foreign }))).toEqual([
      'not-yours',
      'not-yours',
      'not-yours',
      'not-a-member',
    ])
  })
  test('members erase their own, moderators and owners all', () => {
    expect(verdicts((standing) => judge({ kind: 'erase', standing, target: own }))).toEqual([
      null,
      null,
      null,
      'not-a-member',
    ])
    expect(verdicts((standing) => judge({ kind: 'erase', standing, target: foreign }))).toEqual([
      null,
      null,
      'not-yours',
      'not-a-member',
    ])
  })
  test('moderators pin, owners import, and only the own room takes settings', () => {
    expect(verdicts((standing) => judge({ kind: 'pin', standing, target: foreign }))).toEqual([
      null,
      null,
      'not-allowed',
      'not-a-member',
    ])
    expect(verdicts((standing) => judge({ kind: 'import', standing }))).toEqual([
      null,
      'not-allowed',
      'not-allowed',
      'not-a-member',
    ])
    expect(judge({ kind: 'set', standing: 'owner' })).toBe('not-allowed')
    expect(judge({ kind: 'set', standing: 'owner', ownRoom: true })).toBeNull()
  })
  test.each(Object.keys(kinds) as Kind[])('a guest may not %s anything', (kind) => {
    expect(judge({ kind, standing: 'guest', target: foreign, ownRoom: true })).toBe('not-a-member')
  })
  test.each(['edit', 'react', 'erase', 'pin'] as Kind[])('%s needs a target that is there and not erased', (kind) => {
    expect(judge({ kind, standing: 'owner' })).toBe('no-such-target')
    expect(judge({ kind, standing: 'owner', target: { ...own, erased: true } })).toBe('erased')
  })
  test('an erasure is not erased, and a reaction is not reacted to', () => {
    expect(judge({ kind: 'erase', standing: 'owner', target: { ...own, kind: 'erase' } })).toBe('not-allowed')
    expect(judge({ kind: 'react', target: { ...own, kind: 'react' } })).toBe('not-allowed')
  })
})

describe('acts', () => {
  const act = (change: Partial<ActCase> & { do: ActCase['do'] }) =>
    judgeAct({ actor: 'me', standing: 'member', visibility: 'public', subject: null, members: 3, ...change })
  const about = (standing: Standing) => ({ user: 'other', standing })

  test('a guest joins a public room, not a private one, and nobody twice', () => {
    expect(act({ do: 'join', standing: 'guest' })).toBeNull()
    expect(act({ do: 'join', standing: 'guest', visibility: 'private' })).toBe('private')
    expect(act({ do: 'join' })).toBe('already')
  })
  test('everyone leaves, but an owner among others hands over first', () => {
    expect(act({ do: 'leave' })).toBeNull()
    expect(act({ do: 'leave', standing: 'owner' })).toBe('owner-must-hand-over')
    expect(act({ do: 'leave', standing: 'owner', members: 1 })).toBeNull()
    expect(act({ do: 'leave', standing: 'guest' })).toBe('not-a-member')
  })
  test('removal needs moderation, and owners are removed by nobody, moderators by owners', () => {
    expect(verdicts((standing) => act({ do: 'remove', standing, subject: about('member') }))).toEqual([
      null,
      null,
      'not-allowed',
      'not-a-member',
    ])
    expect(act({ do: 'remove', standing: 'moderator', subject: about('moderator') })).toBe('not-allowed')
    expect(act({ do: 'remove', standing: 'owner', subject: about('moderator') })).toBeNull()
    expect(act({ do: 'remove', standing: 'moderator', subject: about('owner') })).toBe('not-allowed')
    expect(act({ do: 'remove', standing: 'owner', subject: { user: 'me', standing: 'owner' } })).toBe('not-allowed')
    expect(act({ do: 'remove', standing: 'owner', subject: about('guest') })).toBe('no-such-user')
  })
  test('members add whoever is not in yet', () => {
    expect(act({ do: 'add', subject: about('guest') })).toBeNull()
    expect(act({ do: 'add', subject: about('member') })).toBe('already')
    expect(act({ do: 'add', standing: 'guest', subject: about('guest') })).toBe('not-a-member')
  })
  test.each(['role', 'change', 'hand-over'] as const)('only the owner may %s', (name) => {
    expect(verdicts((standing) => act({ do: name, standing, subject: about('member') }))).toEqual([
      null,
      'not-allowed',
      'not-allowed',
      'not-a-member',
    ])
  })
})

test('guests read public rooms and not private ones', () => {
  expect(verdicts((standing) => mayRead(standing, 'public'))).toEqual([true, true, true, true])
  expect(verdicts((standing) => mayRead(standing, 'private'))).toEqual([true, true, true, false])
})

test('an act is taken only in exactly its shape', () => {
  const room = 'kYtR3l1hQ0mWcQ6nM5x8Yw'
  const make = { do: 'make', room, name: 'tea', topic: '', visibility: 'public' }
  expect(parseAct({ ...make, extra: 1 })).toEqual(make)
  const wrong = [null, 1, {}, { do: 'constructor', room }, { ...make, name: ' tea' }, { ...make, room: 'x' }]
  for (const value of [...wrong, { do: 'role', room, user: room, role: 'owner' }, { do: 'add', room }])
    expect(parseAct(value)).toBeNull()
})

test('a room name is trimmed, single-spaced and free of control characters', () => {
  expect(cleanRoomName('  tea \n time\u200b ')).toBe('tea time')
  for (const name of ['', ' \u202e ', '#tea', 'x'.repeat(81)]) expect(cleanRoomName(name)).toBeNull()
})
