import { expect, test } from 'vitest'
import type { PersonSummary, PublicRoom } from '../lobby/model/LobbyView.ts'
import { testRoom as room } from '../lobby/model/testRoom.ts'
import { entriesFor, type Known, leadsSomewhere } from './entries.ts'

const person = (name: string, username: string): PersonSummary => ({ user: username, name, username, picture: null })
const publicRoom: PublicRoom = {
  id: 'Greenhouse',
  name: 'Greenhouse',
  topic: '',
  picture: null,
  members: 3,
  lastAt: null,
  archived: false,
}
const milo = person('Milo Green', 'pebble')
const known: Known = {
  rooms: [
    room('Kitchen'),
    room('Garden talk'),
    room('Milo Green', { kind: 'direct', people: [milo] }),
    room('The green room'),
    room('Old garden', { archived: true }),
  ],
  people: [milo, person('Grete', 'grete')],
  publicRooms: [publicRoom],
  banned: new Set(),
  current: 'Kitchen',
}
const drawn = (typed: string, more: Partial<Known> = {}) =>
  entriesFor(typed, { ...known, ...more }).map((entry) => {
    switch (entry.kind) {
      case 'room':
        return `room ${entry.room.name}`
      case 'public':
        return `${entry.banned ? 'banned' : 'public'} ${entry.room.name}`
      case 'person':
        return `person ${entry.person.name}`
      case 'find':
        return `find ${entry.username}`
      case 'make':
        return `make ${entry.name}`
      default:
        return 'several'
    }
  })

test('before you type, it lists your recent rooms, then the room on screen, then archived rooms', () => {
  expect(drawn('')).toEqual([
    'room Garden talk',
    'room Milo Green',
    'room The green room',
    'room Kitchen',
    'room Old garden',
    'several',
  ])
})

test('names that begin with the typed text come before names that only contain it', () => {
  expect(drawn('gre')).toEqual([
    'person Grete',
    'room Milo Green',
    'room The green room',
    'public Greenhouse',
    'make gre',
    'several',
  ])
})

test('# searches rooms, and @ searches people, also by username', () => {
  expect(drawn('#gar')).toEqual(['room Garden talk', 'room Old garden', 'make gar'])
  expect(drawn('@peb')).toEqual(['person Milo Green', 'find peb', 'several'])
  expect(drawn('@pebble')).toEqual(['person Milo Green', 'several'])
})

test("it doesn't offer to create a room whose name is taken", () => {
  expect(drawn('greenhouse')).toEqual(['public Greenhouse', 'several'])
})

test('a public room you are banned from is marked as banned', () => {
  expect(drawn('greenhouse', { banned: new Set(['Greenhouse']) })).toEqual(['banned Greenhouse', 'several'])
})

test('Enter creates nothing when the search finds nothing', () => {
  const first = (typed: string) => entriesFor(typed, known).filter(leadsSomewhere)[0]?.kind ?? null
  expect([first('secret plans'), first('#secret plans'), first('gar'), first('@peb')]).toEqual([
    null,
    null,
    'room',
    'person',
  ])
  expect(entriesFor('secret plans', known).map(leadsSomewhere)).toEqual([false, false])
})
