import { fits } from '../../ui/text/search.ts'
import type { RoomSummary } from '../model/LobbyView.ts'

export type Sort = 'recent' | 'name'
export type SectionName = 'direct' | 'favourites' | 'rooms' | 'archived'
export interface Section {
  name: SectionName
  rooms: RoomSummary[]
}

const names: readonly SectionName[] = ['direct', 'favourites', 'rooms', 'archived']

/** The list as shown: rooms that match the typed text, each in exactly one section. */
export const sectionsOf = (rooms: readonly RoomSummary[], typed: string, sort: Sort): Section[] => {
  const shown = rooms.filter((room) => fitsRoom(room, typed)).sort(sort === 'name' ? byName : byTime)
  const sections = names.map((name): Section => ({ name, rooms: [] }))
  for (const room of shown) sections.find(({ name }) => name === sectionOf(room))?.rooms.push(room)
  return sections
}

const sectionOf = ({ archived, favourite, kind }: RoomSummary): SectionName => {
  if (archived) return 'archived'
  if (favourite) return 'favourites'
  return kind === 'direct' ? 'direct' : 'rooms'
}

/** Matches people by username too. */
export const fitsRoom = ({ name, people }: RoomSummary, typed: string): boolean =>
  fits(name, typed) || people.some(({ username }) => fits(username, typed.replace(/^@/, '')))

/** Whether this path shows the room, perhaps with one of its threads. */
export const isRoomAt = (path: string, room: string): boolean => `${path}/`.startsWith(`/r/${room}/`)

const byTime = (a: RoomSummary, b: RoomSummary) => b.lastAt - a.lastAt
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const byName = (a: RoomSummary, b: RoomSummary) => collator.compare(a.name, b.name)
