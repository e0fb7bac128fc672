import { describe, expect, test } from 'vitest'
import { type ActCase, judgeAct, judgeConsent, mayRead, type Subject } from './act-rules.ts'
import type { Standing } from './roles.ts'

const standings: Standing[] = ['owner', 'moderator', 'member', 'guest']
const ofEachStanding = (of: (standing: Standing) => unknown) => standings.map(of)

describe('acts', () => {
  const act = (change: Partial<ActCase> & { do: ActCase['do'] }) =>
    judgeAct({
      actor: 'me',
      standing: 'member',
      kind: 'room',
      visibility: 'public',
      archived: false,
      invites: 'members',
      banned: false,
      timesIn: 0,
      invitation: 'none',
      subject: null,
      members: 3,
      ...change,
    })
  const about = (standing: Standing, more: Partial<Subject> = {}) => ({
    user: 'other',
    standing,
    banned: false,
    timesIn: 0,
    asking: false,
    consents: true,
    ...more,
  })

  test("R9 R42: a guest can join a public room but not a private one, and a member can't join again", () => {
    expect(act({ do: 'join', standing: 'guest' })).toBeNull()
    expect(act({ do: 'join', standing: 'guest', visibility: 'private' })).toBe('private')
    expect(act({ do: 'join' })).toBe('already')
  })
  test("R42 R47: after joining 200 times, a person can't come back in any way", () => {
    const comesBack = (change: Partial<ActCase>) => act({ do: 'join', standing: 'guest', ...change })
    expect(comesBack({ timesIn: 199 })).toBeNull()
    expect(comesBack({ timesIn: 200 })).toBe('too-many')
    expect(comesBack({ timesIn: 200, visibility: 'private', invitation: 'good' })).toBe('too-many')
    expect(act({ do: 'request', standing: 'guest', visibility: 'private', timesIn: 200 })).toBe('too-many')
    expect(act({ do: 'add', subject: about('guest', { timesIn: 199 }) })).toBeNull()
    expect(act({ do: 'add', subject: about('guest', { timesIn: 200 }) })).toBe('too-many')
    expect(act({ do: 'leave', timesIn: 200 })).toBeNull()
  })
  test("R81 R83: you can't add somebody who blocked you, or a stranger who accepts only invitations, and both refusals read the same", () => {
    expect(act({ do: 'add', subject: about('guest', { consents: false }) })).toBe('invite-only')
    const free = { blocked: false, strangersInvite: false, sharesRoom: false }
    expect(judgeConsent(free)).toBeNull()
    expect(judgeConsent({ ...free, blocked: true, sharesRoom: true })).toBe('invite-only')
    expect(judgeConsent({ ...free, strangersInvite: true })).toBe('invite-only')
    expect(judgeConsent({ ...free, strangersInvite: true, sharesRoom: true })).toBeNull()
  })
  test('R8 R43: everyone can leave, but an owner with others in the room must hand over first', () => {
    expect(act({ do: 'leave' })).toBeNull()
    expect(act({ do: 'leave', standing: 'owner' })).toBe('owner-must-hand-over')
    expect(act({ do: 'leave', standing: 'owner', members: 1 })).toBeNull()
    expect(act({ do: 'leave', standing: 'guest' })).toBe('not-a-member')
  })
  test('R4 R49: moderators can remove members, only the owner can remove moderators, and nobody can remove the owner', () => {
    expect(ofEachStanding((standing) => act({ do: 'remove', standing, subject: about('member') }))).toEqual([
      null,
      null,
      'not-allowed',
      'not-a-member',
    ])
    expect(act({ do: 'remove', standing: 'moderator', subject: about('moderator') })).toBe('not-allowed')
    expect(act({ do: 'remove', standing: 'owner', subject: about('moderator') })).toBeNull()
    expect(act({ do: 'remove', standing: 'moderator', subject: about('owner') })).toBe('not-allowed')
    expect(act({ do: 'remove', standing: 'owner', subject: { ...about('owner'), user: 'me' } })).toBe('not-allowed')
    expect(act({ do: 'remove', standing: 'owner', subject: about('guest') })).toBe('no-such-user')
  })
  test("R5 R47: members can add people who aren't in the room yet", () => {
    expect(act({ do: 'add', subject: about('guest') })).toBeNull()
    expect(act({ do: 'add', subject: about('member') })).toBe('already')
    expect(act({ do: 'add', standing: 'guest', subject: about('guest') })).toBe('not-a-member')
  })
  test.each(['role', 'change', 'hand-over'] as const)('R6 R7 R52 R53 R54: only the owner may %s', (name) => {
    expect(ofEachStanding((standing) => act({ do: name, standing, subject: about('member') }))).toEqual([
      null,
      'not-allowed',
      'not-allowed',
      'not-a-member',
    ])
  })
  test('R57: moderators decide where the replies of threads are shown, in rooms that are not archived', () => {
    expect(ofEachStanding((standing) => act({ do: 'threads', standing }))).toEqual([
      null,
      null,
      'not-allowed',
      'not-a-member',
    ])
    expect(act({ do: 'threads', standing: 'owner', archived: true })).toBe('archived')
    expect(act({ do: 'threads', standing: 'moderator', kind: 'direct' })).toBe('not-allowed')
  })
  test.each(['archive', 'delete'] as const)('only the owner may %s', (name) => {
    expect(ofEachStanding((standing) => act({ do: name, standing }))).toEqual([
      null,
      'not-allowed',
      'not-allowed',
      'not-a-member',
    ])
  })
  test('R42 R70: a valid invitation opens a private room, and one that has run out opens nothing', () => {
    const join = (change: Partial<ActCase>) => act({ do: 'join', standing: 'guest', visibility: 'private', ...change })
    expect(join({ invitation: 'good' })).toBeNull()
    expect(join({ invitation: 'over' })).toBe('invitation-over')
    expect(join({ invitation: 'over', visibility: 'public' })).toBe('invitation-over')
    expect(join({ invitation: 'good', banned: true })).toBe('banned')
    expect(join({ invitation: 'good', archived: true })).toBe('archived')
  })
  test('R44 R45: a person can ask to join a private room, and moderators answer them', () => {
    expect(act({ do: 'request', standing: 'guest', visibility: 'private' })).toBeNull()
    expect(act({ do: 'request', standing: 'guest' })).toBe('not-allowed')
    expect(act({ do: 'request', standing: 'guest', visibility: 'private', banned: true })).toBe('banned')
    const asking = about('guest', { asking: true })
    expect(ofEachStanding((standing) => act({ do: 'answer', standing, subject: asking }))).toEqual([
      null,
      null,
      'not-allowed',
      'not-a-member',
    ])
    expect(act({ do: 'answer', standing: 'owner', subject: about('guest') })).toBe('no-such-target')
  })
  test('R46: members can invite, unless the owner leaves that to moderators', () => {
    const invite = (standing: Standing, invites: 'members' | 'moderators') => act({ do: 'invite', standing, invites })
    expect(ofEachStanding((standing) => invite(standing, 'members'))).toEqual([null, null, null, 'not-a-member'])
    expect(ofEachStanding((standing) => invite(standing, 'moderators'))).toEqual([
      null,
      null,
      'not-allowed',
      'not-a-member',
    ])
    expect(act({ do: 'add', invites: 'moderators', subject: about('guest') })).toBe('not-allowed')
    expect(act({ do: 'add', subject: about('guest', { banned: true }) })).toBe('banned')
  })
  test('R48: members can revoke their own invitations, and moderators can revoke all', () => {
    const uninvite = (standing: Standing, subject: Subject | null) => act({ do: 'uninvite', standing, subject })
    expect(ofEachStanding((standing) => uninvite(standing, about('member')))).toEqual([
      null,
      null,
      'not-yours',
      'not-a-member',
    ])
    expect(uninvite('member', { ...about('member'), user: 'me' })).toBeNull()
    expect(uninvite('owner', null)).toBe('no-such-target')
  })
  test('R50 R51: moderators can ban anyone they may remove, also people outside the room, and can lift the ban', () => {
    const ban = (standing: Standing, subject: Subject) => act({ do: 'ban', standing, subject })
    expect(ofEachStanding((standing) => ban(standing, about('member')))).toEqual([
      null,
      null,
      'not-allowed',
      'not-a-member',
    ])
    expect(ban('moderator', about('guest'))).toBeNull()
    expect(ban('moderator', about('moderator'))).toBe('not-allowed')
    expect(ban('owner', about('guest', { banned: true }))).toBe('already')
    expect(act({ do: 'unban', standing: 'moderator', subject: about('guest', { banned: true }) })).toBeNull()
    expect(act({ do: 'unban', standing: 'moderator', subject: about('guest') })).toBe('no-such-user')
  })
  test.each(['leave', 'invite', 'add', 'remove', 'ban', 'role', 'change', 'archive', 'delete'] as const)(
    'R11: a direct conversation has no roles, so nobody can %s',
    (name) => {
      expect(act({ do: name, kind: 'direct', subject: about(name === 'add' ? 'guest' : 'member') })).toBe('not-allowed')
    },
  )
  test('R11: nobody can ask to join a direct conversation, because nobody could answer', () => {
    expect(act({ do: 'request', kind: 'direct', standing: 'guest', visibility: 'private' })).toBe('not-allowed')
  })
  test.each(['join', 'request', 'invite', 'add', 'change'] as const)('an archived room refuses %s', (name) => {
    const standing = name === 'join' || name === 'request' ? 'guest' : 'owner'
    const visibility = name === 'request' ? 'private' : 'public'
    expect(act({ do: name, standing, visibility, archived: true, subject: about('guest') })).toBe('archived')
  })
})

test('R1 R2: guests can read public rooms but not private ones', () => {
  const read = (visibility: 'public' | 'private', guests: boolean, signedIn: boolean) =>
    ofEachStanding((standing) => mayRead(standing, { visibility, guests }, signedIn))
  expect(read('public', true, false)).toEqual([true, true, true, true])
  expect(read('public', false, false)).toEqual([true, true, true, false])
  expect(read('public', false, true)).toEqual([true, true, true, true])
  expect(read('private', true, true)).toEqual([true, true, true, false])
})
