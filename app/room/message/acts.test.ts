import { expect, test } from 'vitest'
import { actOfKey, offeredActs } from './acts.ts'
import { say } from './testMessage.ts'

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
})
const none = {
  edit: false,
  erase: false,
  react: false,
  reply: false,
  pin: false,
  vote: false,
  close: false,
  forward: false,
}

test('only what is allowed is offered', () => {
  expect(offeredActs(say({ acts: none }))).toEqual(['copy', 'copy-markdown', 'copy-link', 'select-several'])
  const all = { edit: true, erase: true, react: true, reply: true, pin: true, vote: true, close: true, forward: true }
  expect(offeredActs(say({ acts: all }))).toEqual([
    'react',
    'reply',
    'thread',
    'edit',
    'forward',
    'copy',
    'copy-markdown',
    'copy-link',
    'select-several',
    'pin',
    'close-poll',
    'erase',
  ])
})

test('a thread that is there can be read by whoever may not reply', () => {
  const replies = { count: 1, unread: 0, last: 1, authors: [] }
  expect(offeredActs(say({ acts: none, replies }))).toContain('thread')
  expect(offeredActs(say({ acts: none, thread: { name: 'device.2', segment: 1 } }))).toContain('thread')
})

test('a pinned message is unpinned, and earlier texts and reactions can be seen where there are some', () => {
  const pinned = say({ acts: { ...none, pin: true }, pinned: { by: 'olga', time: 1 } })
  expect(offeredActs(pinned)).toContain('unpin')
  expect(offeredActs(pinned)).not.toContain('pin')
  expect(offeredActs(say({ edits: [{ text: 'helo', time: 1 }] }))).toContain('history')
  expect(offeredActs(say({ reactions: [{ emoji: '👍', users: ['olga'], own: false }] }))).toContain('who-reacted')
})

test('an imported message is not Markdown, and text is selected with a menu entry only on touch screens', () => {
  expect(offeredActs(say({ imported: true }))).not.toContain('copy-markdown')
  expect(offeredActs(say())).not.toContain('select')
  expect(offeredActs(say(), true)).toContain('select')
})

test('a signed-in person saves a message for later, also in a room where they may not write, and takes it back', () => {
  expect(offeredActs(say({ acts: none }))).not.toContain('save')
  expect(offeredActs(say({ acts: none, saved: false }))).toContain('save')
  expect(offeredActs(say({ acts: none, saved: true }))).toContain('unsave')
  expect(actOfKey(press('s'), offeredActs(say({ saved: false })))).toBe('save')
  expect(actOfKey(press('s'), offeredActs(say({ saved: true })))).toBe('unsave')
  expect(actOfKey(press('s'), offeredActs(say()))).toBeNull()
})

test('a key does what is allowed, and nothing else', () => {
  const mine = say({
    acts: { edit: true, erase: true, react: true, reply: true, pin: true, vote: false, close: false, forward: false },
  })
  const keys = ['r', 't', 'e', '+', 'Delete', 'Backspace', 'c', 'p', 'Enter', 'ContextMenu', 'x', 'Tab']
  expect(keys.map((key) => actOfKey(press(key), offeredActs(mine)))).toEqual([
    'reply',
    'thread',
    'edit',
    'react',
    'erase',
    'erase',
    'copy',
    'pin',
    'menu',
    'menu',
    null,
    null,
  ])
  expect(keys.map((key) => actOfKey(press(key), offeredActs(say({ acts: none }))))).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    'copy',
    null,
    'menu',
    'menu',
    null,
    null,
  ])
})

test('Shift+F10 opens the menu; F10 alone, and letters with Ctrl, Alt or Meta, are the browser’s', () => {
  expect(actOfKey(press('F10', { shiftKey: true }), offeredActs(say()))).toBe('menu')
  expect(actOfKey(press('F10'), offeredActs(say()))).toBe(null)
  for (const held of ['ctrlKey', 'altKey', 'metaKey'])
    expect(actOfKey(press('c', { [held]: true }), offeredActs(say()))).toBe(null)
})

test('a key means the same with Caps Lock and on a keyboard with other letters', () => {
  const message = say({ acts: { ...none, reply: true } })
  expect(actOfKey(press('R'), offeredActs(message))).toBe('reply')
  expect(actOfKey(press('к', { code: 'KeyR' }), offeredActs(message))).toBe('reply')
  expect(actOfKey(press('с', { code: 'KeyC' }), offeredActs(message))).toBe('copy')
})

test('who has read a message can be asked where people tell, once it is on the relay', () => {
  expect(offeredActs(say())).not.toContain('read-by')
  expect(offeredActs(say(), false, true)).toContain('read-by')
  expect(offeredActs(say({ state: { name: 'device' } }), false, true)).not.toContain('read-by')
  expect(offeredActs(say({ imported: true }), false, true)).not.toContain('read-by')
})
