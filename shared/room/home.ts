import type { Profile } from './profile.ts'
import { isRole, type Role } from './roles.ts'
import type { Visibility } from './roster.ts'

/**
 * A user's personal data: the relay-written document `home/<user>`, a Yjs map `roster` with keys `room/<id>`,
 * `request/<id>`, `gone/<id>`, `self`, `me`, `blocked`.
 */
export interface Home {
  rooms: Map<string, HomeRoom>
  /** Private rooms that this user has asked to join. */
  requests: Map<string, HomeRequest>
  /** Rooms that this user lost within the last 30 days, and rooms that they are banned from. */
  gone: Map<string, GoneRoom>
  /** Head segment of the user's own room. */
  self: number
  /** The user's own profile; null until the relay has written it. */
  me: (Profile & { showsSeen: boolean; strangersInvite?: boolean }) | null
  /** Ids of users whom this user has blocked. */
  blocked: string[]
}

export interface HomeRoom {
  name: string
  role: Role
  visibility: Visibility
  joined: number
  kind: 'room' | 'direct'
  picture?: string
  archived?: number
  /** The other people in a direct conversation, by user id. */
  people?: { [user: string]: Pick<Profile, 'name' | 'username' | 'picture'> }
}

export interface HomeRequest {
  name: string
  at: number
  /** When a moderator declined it. */
  refused?: number
}

export interface GoneRoom {
  /** Empty if the user need not be told, for example about an old ban. */
  name: string
  why: 'removed' | 'banned' | 'deleted'
  at: number
}

export const readHome = (entries: Iterable<[string, unknown]>): Home => {
  const home: Home = { rooms: new Map(), requests: new Map(), gone: new Map(), self: 1, me: null, blocked: [] }
  for (const [key, value] of entries) readEntry(home, key, value)
  return home
}

const readEntry = (home: Home, key: string, value: unknown): void => {
  const [noun, id] = key.split('/')
  if (key === 'self' && typeof value === 'number') home.self = value
  else if (key === 'me' && isOwnProfile(value)) home.me = value
  else if (key === 'blocked' && Array.isArray(value)) home.blocked = value.filter((user) => typeof user === 'string')
  else if (id === undefined) return
  else if (noun === 'room' && isHomeRoom(value)) home.rooms.set(id, value)
  else if (noun === 'request' && isNamedAt(value)) home.requests.set(id, value)
  else if (noun === 'gone' && isNamedAt(value) && 'why' in value) home.gone.set(id, value as GoneRoom)
}

const isHomeRoom = (value: unknown): value is HomeRoom => {
  if (typeof value !== 'object' || value === null) return false
  const { name, role, joined, kind } = value as Partial<HomeRoom>
  const isKind = kind === 'room' || kind === 'direct'
  return typeof name === 'string' && isRole(role) && typeof joined === 'number' && isKind
}

const isNamedAt = (value: unknown): value is HomeRequest =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<HomeRequest>).name === 'string' &&
  typeof (value as Partial<HomeRequest>).at === 'number'

const isOwnProfile = (value: unknown): value is NonNullable<Home['me']> =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Profile>).name === 'string'

export const homeEntries = ({ rooms, requests, gone, self, me, blocked }: Home): Map<string, unknown> => {
  const entries = new Map<string, unknown>([
    ['self', self],
    ['me', me],
    ['blocked', blocked],
  ])
  for (const [room, entry] of rooms) entries.set(`room/${room}`, entry)
  for (const [room, entry] of requests) entries.set(`request/${room}`, entry)
  for (const [room, entry] of gone) entries.set(`gone/${room}`, entry)
  return entries
}
