import type { PersonSummary, PublicRoom, RoomSummary } from '../lobby/model/LobbyView.ts'
import { folded } from '../ui/text/search.ts'

/** One entry that the switcher offers. */
export type SwitcherEntry =
  | { kind: 'room'; room: RoomSummary }
  | { kind: 'person'; person: PersonSummary }
  | { kind: 'public'; room: PublicRoom; banned: boolean }
  /** Somebody whom this device does not know, by exact username. */
  | { kind: 'find'; username: string }
  /** Offers to create a room. It has to be chosen: Enter alone does not create one by mistake. */
  | { kind: 'make'; name: string }
  | { kind: 'several' }

/** A public room keeps its key when it is joined. */
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

/** Whether Enter may take this entry without it being chosen. True for entries that only open something. */
export const leadsSomewhere = ({ kind }: SwitcherEntry): boolean => kind !== 'make' && kind !== 'several'

export interface Known {
  /** Most recent first. */
  rooms: readonly RoomSummary[]
  people: readonly PersonSummary[]
  publicRooms: readonly PublicRoom[]
  /** Ids of rooms that this person is banned from. */
  banned: ReadonlySet<string>
  /** The room on screen. It ranks lower, because a person opens the switcher to go elsewhere. */
  current: string | undefined
}

const shown = 12

/** `#` searches rooms only, `@` people only. Empty text lists this person's rooms. */
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

/** Leaves out a person who is already listed by a conversation of two, unless only people are asked for. */
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

/** 0: a name starts with the word; 1: a later word of a name does; 2: the word is elsewhere inside a name. */
const rankOf = (names: readonly string[], word: string): number =>
  Math.min(...names.map((name) => rankOfOne(folded(name), folded(word))))

const rankOfOne = (name: string, word: string): number => {
  if (name.startsWith(word)) return 0
  if (name.includes(` ${word}`)) return 1
  return name.includes(word) ? 2 : Number.POSITIVE_INFINITY
}
