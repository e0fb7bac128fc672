import { expect, test } from 'vitest'
import { mayMentionAll, mentionsIn } from './mentions.ts'

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
