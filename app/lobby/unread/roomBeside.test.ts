import { expect, test } from 'vitest'
import { roomBeside } from './roomBeside.ts'

const rooms = [
  { id: 'attic', unread: 0 },
  { id: 'cellar', unread: 3 },
  { id: 'garden', unread: 0 },
  { id: 'tower', unread: 1 },
]

test.each([
  ['the next room', 'attic', 1, false, 'cellar'],
  ['the room before', 'garden', -1, false, 'cellar'],
  ['around the end', 'tower', 1, false, 'attic'],
  ['around the start', 'attic', -1, false, 'tower'],
  ['from no room to the first', null, 1, false, 'attic'],
  ['from no room to the last', null, -1, false, 'tower'],
  ['the next with something unread', 'cellar', 1, true, 'tower'],
  ['back to one with something unread', 'attic', -1, true, 'tower'],
  ['from no room to the first with something unread', null, 1, true, 'cellar'],
] as const)('leads to %s', (_, current, by, onlyUnread, next) => {
  expect(roomBeside(rooms, current, by, onlyUnread)).toBe(next)
})

test('leads nowhere if no other room has something unread', () => {
  expect(roomBeside(rooms.slice(0, 2), 'cellar', 1, true)).toBeNull()
  expect(roomBeside([], null, 1, false)).toBeNull()
})
