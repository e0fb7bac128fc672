import { isRole, type Role } from './roles.ts'
import type { Visibility } from './roster.ts'

/** A user's rooms: the relay-written document `home/<user>`, a Yjs map `roster` with keys `room/<id>` and `self`. */
export interface Home {
  rooms: Map<string, HomeRoom>
  /** Head segment of the user's own room. */
  self: number
}
export interface HomeRoom {
  name: string
  role: Role
  visibility: Visibility
  joined: number
}

export const readHome = (entries: Iterable<[string, unknown]>): Home => {
  const home: Home = { rooms: new Map(), self: 1 }
  for (const [key, value] of entries) {
    if (key === 'self' && typeof value === 'number') home.self = value
    else if (key.startsWith('room/') && isHomeRoom(value)) home.rooms.set(key.slice('room/'.length), value)
  }
  return home
}

const isHomeRoom = (value: unknown): value is HomeRoom => {
  if (typeof value !== 'object' || value === null) return false
  const room = value as Partial<HomeRoom>
  return typeof room.name === 'string' && isRole(room.role) && typeof room.joined === 'number'
}

export const homeEntries = (home: Home): Map<string, unknown> => {
  const entries = new Map<string, unknown>([['self', home.self]])
  for (const [room, entry] of home.rooms) entries.set(`room/${room}`, entry)
  return entries
}
