import type { PersonSummary, PublicRoom, RoomSummary } from '../lobby/model/LobbyView.ts'
import { folded } from '../lobby/search.ts'

/** What one can go to. */
export type SwitcherEntry =
  | { kind: 'room'; room: RoomSummary }
  | { kind: 'person'; person: PersonSummary }
  | { kind: 'public'; room: PublicRoom; banned: boolean }
  /** Somebody whom this device does not know, by exact user name. */
  | { kind: 'find'; username: string }
  /** Text that found nothing makes nothing: this one has to be chosen. */
  | { kind: 'make'; name: string }
  | { kind: 'several' }

/** A room is the same one before and after it is joined. */
export const keyOf = (entry: SwitcherEntry): string => {
  switch (entry.kind) {
    case 'room':
    case 'public':
      return `room/${entry.room.id}`
    case 'person':
      return `person/${entry.person.user}`
    case 'find':
    case 'make':
    case 'several':
      return entry.kind
  }
}

/** Whether Enter takes it where nobody chose it: one goes somewhere so, and begins nothing. */
export const leadsSomewhere = ({ kind }: SwitcherEntry): boolean => kind !== 'make' && kind !== 'several'

export interface Known {
  /** The most recent first. */
  rooms: readonly RoomSummary[]
  people: readonly PersonSummary[]
  publicRooms: readonly PublicRoom[]
  /** Rooms that one may not come into, by id. */
  banned: ReadonlySet<string>
  /** Room on screen: whoever opens the switcher wants to go elsewhere. */
  current: string | undefined
}

const shown = 12

/** `#` looks among rooms only, `@` among people. Nothing typed: where one was last. */
export const entriesFor = (typed: string, known: Known): SwitcherEntry[] => {
  const text = typed.trim()
  const word = text.replace(/^[#@]/, '')
  const among = text.startsWith('#') ? 'rooms' : text.startsWith('@') ? 'people' : 'all'
  const rooms = among === 'people' ? [] : roomsFor(word, known)
  const people = among === 'rooms' ? [] : peopleFor(word, known, among === 'people')
  const found = [...rooms, ...people].sort((a, b) => a.rank - b.rank).slice(0, shown)
  return [...found.map(({ entry }) => entry), ...newOnes(word, among, known)]
}

interface Ranked {
  entry: SwitcherEntry
  rank: number
}

const roomsFor = (word: string, { rooms, publicRooms, banned, current }: Known): Ranked[] => {
  const mine = rooms.map((room): Ranked => {
    const names = [room.name, ...room.people.map(({ username }) => username)]
    const away = room.archived ? 4 : room.id === current ? 3 : 0
    return { entry: { kind: 'room', room }, rank: rankOf(names, word) + away }
  })
  const others = word === '' ? [] : publicRooms.filter(({ id }) => !rooms.some((room) => room.id === id))
  const open = others.map((room): Ranked => {
    const entry: SwitcherEntry = { kind: 'public', room, banned: banned.has(room.id) }
    return { entry, rank: rankOf([room.name], word) + 1 }
  })
  return [...mine, ...open].filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
}

/** Whoever has a conversation with one is in the list by it. */
const peopleFor = (word: string, { people, rooms }: Known, isAsked: boolean): Ranked[] => {
  if (word === '' && !isAsked) return []
  const direct = new Set(rooms.flatMap(({ people }) => (people.length === 1 ? people.map(({ user }) => user) : [])))
  return people
    .filter(({ user }) => isAsked || !direct.has(user))
    .map((person): Ranked => {
      const rank = rankOf([person.name, person.username], word) + (isAsked ? 0 : 0.5)
      return { entry: { kind: 'person', person }, rank }
    })
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
}

const newOnes = (
  word: string,
  among: 'all' | 'rooms' | 'people',
  { rooms, people, publicRooms }: Known,
): SwitcherEntry[] => {
  const isName = (name: string) => folded(name) === folded(word)
  const isKnown = [...rooms, ...publicRooms].some(({ name }) => isName(name))
  const entries: SwitcherEntry[] = []
  if (word !== '' && among === 'people' && !people.some(({ username }) => isName(username)))
    entries.push({ kind: 'find', username: word })
  if (word !== '' && among !== 'people' && !isKnown) entries.push({ kind: 'make', name: word })
  if (among !== 'rooms') entries.push({ kind: 'several' })
  return entries
}

/** 0: begins so; 1: a word in it does; 2: it is somewhere inside. */
const rankOf = (names: readonly string[], word: string): number =>
  Math.min(...names.map((name) => rankOfOne(folded(name), folded(word))))

const rankOfOne = (name: string, word: string): number => {
  if (name.startsWith(word)) return 0
  if (name.includes(` ${word}`)) return 1
  return name.includes(word) ? 2 : Number.POSITIVE_INFINITY
}
