import { expect, test } from 'vitest'
import type { RoomSummary } from '../model/LobbyView.ts'
import { testRoom } from '../model/testRoom.ts'
import { sectionsOf } from './roomOrder.ts'

const room = (name: string, lastAt: number, more: Partial<RoomSummary> = {}) => testRoom(name, { lastAt, ...more })
const milo = { user: 'milo', name: 'Milo Stone', username: 'pebble', picture: null }
const all = [
  room('Garden', 3),
  room('attic', 5),
  room('Room 10', 1),
  room('Room 9', 2),
  room('Kitchen', 4, { favourite: true }),
  room('Milo Stone', 6, { kind: 'direct', people: [milo] }),
  room('Old hall', 7, { archived: true, favourite: true }),
]
const drawn = (typed: string, sort: 'recent' | 'name') =>
  sectionsOf(all, typed, sort).flatMap(({ name, rooms }) => rooms.map((room) => `${name}: ${room.name}`))

test('each room is in one section, the newest first', () => {
  expect(drawn('', 'recent')).toEqual([
    'direct: Milo Stone',
    'favourites: Kitchen',
    'rooms: attic',
    'rooms: Garden',
    'rooms: Room 9',
    'rooms: Room 10',
    'archived: Old hall',
  ])
})

test('sorting by name compares numbers as numbers and ignores case', () => {
  expect(drawn('', 'name').filter((line) => line.startsWith('rooms'))).toEqual([
    'rooms: attic',
    'rooms: Garden',
    'rooms: Room 9',
    'rooms: Room 10',
  ])
})

test('a search finds a conversation by the username of a person in it', () => {
  expect(drawn('@pebb', 'recent')).toEqual(['direct: Milo Stone'])
  expect(drawn('hall', 'recent')).toEqual(['archived: Old hall'])
})
