import { expect, test } from 'vitest'
import { writeBody } from '../../../shared/record/kinds.ts'
import { limits } from '../../../shared/record/limits.ts'
import type { Message } from '../../../shared/room/message.ts'
import { isMention } from './isMention.ts'
import { mayMentionAll, mentionsIn, namedOutside, usersNamedIn, withMentions } from './mentions.ts'

const members = ['ann', 'ann.lee', 'bob', 'j_d'].map((username) => ({ user: `id-${username}`, username }))
const users = (text: string) => mentionsIn(text, members).users

test.each([
  ['@ann hello', ['id-ann']],
  ['hi @bob, @ann!', ['id-bob', 'id-ann']],
  ['@Ann', ['id-ann']],
  ['ask @ann.', ['id-ann']],
  ['ask @ann.lee.', ['id-ann.lee']],
  ["@ann's and (@bob)", ['id-ann', 'id-bob']],
  ['@bob @bob', ['id-bob']],
  ['**@bob** and _@j_d_', ['id-bob', 'id-j_d']],
  ['> @bob\n- @ann', ['id-bob', 'id-ann']],
])('%j mentions members', (text, expected) => {
  expect(users(text)).toEqual(expected)
})

test.each([
  ['nobody here'],
  ['ann@bob'],
  ['mail@bob.example'],
  ['@annika'],
  ['@stranger'],
  ['`@bob`'],
  ['```\n@bob\n```'],
  ['https://example.org/@bob'],
  ['[@bob](https://example.org)'],
  ['@@bob'],
])('%j mentions nobody', (text) => {
  expect(users(text)).toEqual([])
})

test('@room mentions everybody, even where somebody has that name', () => {
  expect(mentionsIn('@room: lunch', members)).toEqual({ users: [], everyone: true })
  expect(mentionsIn('@room', [{ user: 'id-room', username: 'room' }])).toEqual({ users: [], everyone: true })
  expect(mentionsIn('@rooms', members).everyone).toBe(false)
})

test('at most 50 people are mentioned by name', () => {
  const many = Array.from({ length: 60 }, (_, at) => ({ user: `id${at}`, username: `user${at}` }))
  expect(mentionsIn(many.map(({ username }) => `@${username}`).join(' '), many).users.length).toBe(50)
})

test('everybody may mention all in a small room, moderators in any, and nobody in a conversation', () => {
  const room = (count: number, role: 'member' | 'moderator', kind: 'room' | 'direct' = 'room') => ({
    kind: () => kind,
    role: () => role,
    members: () => Array.from({ length: count }, () => ({}) as never),
  })
  expect(mayMentionAll(room(50, 'member'))).toBe(true)
  expect(mayMentionAll(room(51, 'member'))).toBe(false)
  expect(mayMentionAll(room(51, 'moderator'))).toBe(true)
  expect(mayMentionAll(room(2, 'member', 'direct'))).toBe(false)
})

test('a record says whom its text mentions, and everybody only if that is allowed', () => {
  const post = { kind: 'post', text: '@ann @room' } as const
  expect(withMentions(post, members, true)).toEqual({ ...post, mentions: ['id-ann'], everyone: true })
  expect(withMentions(post, members, false)).toEqual({ ...post, mentions: ['id-ann'] })
  expect(withMentions({ kind: 'edit', text: '@room' }, members, true)).toEqual({ kind: 'edit', text: '@room' })
  expect(withMentions({ kind: 'post', text: 'hello' }, members, true)).toEqual({ kind: 'post', text: 'hello' })
})

test('a record never grows over its limit by whom it mentions', () => {
  const many = Array.from({ length: 50 }, (_, at) => ({ user: `${at}`.padEnd(22, 'x'), username: `${at + 10}` }))
  const names = many.map(({ username }) => `@${username}`).join(' ')
  const body = withMentions({ kind: 'post', text: names.padEnd((limits.bodyBytes - 1_000) / 2, '"') }, many, true)
  expect(writeBody(body).length).toBeLessThanOrEqual(limits.bodyBytes)
  expect(body.mentions?.length).toBeGreaterThan(0)
  expect(body.mentions?.length).toBeLessThan(50)
})

test('people who are named and are not in the room are told apart from members and from nobody', () => {
  const people = [...members, { user: 'id-max', username: 'max' }, { user: 'id-ann2', username: 'Zoe' }]
  expect(namedOutside('@ann @max. `@zoe` @nobody @room', members, people).map(({ user }) => user)).toEqual(['id-max'])
})

test('a name means who is mentioned in the record, and nobody if that is in doubt', () => {
  const named = (text: string, ...mentioned: [string, string][]) =>
    Object.fromEntries(
      usersNamedIn(
        text,
        false,
        mentioned.map(([user, username]) => ({ user, username })),
      ),
    )
  expect(named('@ann @bob', ['1', 'bob'])).toEqual({ bob: '1' })
  expect(named('@ann and @bob.', ['1', 'anna'], ['2', 'bob'])).toEqual({ ann: '1', bob: '2' })
  expect(named('@old', ['1', 'new'])).toEqual({ old: '1' })
  expect(named('@room @old, `@code`', ['1', 'new'])).toEqual({ old: '1' })
  expect(named('@nobody @old', ['1', 'new'])).toEqual({})
  expect(named('@ann')).toEqual({})
  expect(named('no name', ['1', 'ann'])).toEqual({})
})

test("one's own messages and imported ones mention nobody", () => {
  const said = { user: 'olga', imported: null, mentions: ['ann'], everyone: false } as unknown as Message
  expect([isMention(said, 'ann'), isMention(said, 'milo'), isMention({ ...said, everyone: true }, 'milo')]).toEqual([
    true,
    false,
    true,
  ])
  expect(isMention({ ...said, user: 'ann' }, 'ann')).toBe(false)
  expect(isMention({ ...said, everyone: true, imported: { who: 'x' } }, 'ann')).toBe(false)
})
