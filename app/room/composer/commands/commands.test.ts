import { expect, test } from 'vitest'
import { commandsIn, meaningOf } from './commands.ts'

test.each([
  ['/me waves', { name: 'command', command: 'me', words: 'waves' }],
  ['/ME', { name: 'command', command: 'me', words: '' }],
  ['/code\n  a\nb', { name: 'command', command: 'code', words: 'a\nb' }],
  ['/foo bar', { name: 'unknown', word: '/foo' }],
  ['//foo bar', { name: 'text', text: '/foo bar' }],
  ['//me waves', { name: 'text', text: '/me waves' }],
  ['// a comment', { name: 'text', text: '// a comment' }],
  ['//host/share', { name: 'text', text: '//host/share' }],
  ['/etc/hosts is empty', { name: 'text', text: '/etc/hosts is empty' }],
  ['/2 of it', { name: 'text', text: '/2 of it' }],
  ['/', { name: 'text', text: '/' }],
  [' /foo', { name: 'text', text: ' /foo' }],
  ['say /me', { name: 'text', text: 'say /me' }],
])('%j means %j', (text, meaning) => {
  expect(meaningOf(text)).toEqual(meaning)
})

test('only commands are offered that this person can use in this room', () => {
  const room = (kind: 'room' | 'direct', ...may: string[]) => ({
    kind: () => kind,
    may: (what: string) => may.includes(what),
    judge: () => 'owner-must-hand-over' as const,
  })
  expect(commandsIn(room('room', 'change', 'invite'))).toEqual([
    'me',
    'shrug',
    'code',
    'poll',
    'remind',
    'topic',
    'invite',
    'status',
    'leave',
  ])
  expect(commandsIn(room('room'))).toEqual(['me', 'shrug', 'code', 'poll', 'remind', 'status', 'leave'])
  expect(commandsIn(room('direct', 'change', 'invite', 'leave'))).toEqual([
    'me',
    'shrug',
    'code',
    'poll',
    'remind',
    'status',
  ])
})
