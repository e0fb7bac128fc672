import type { Act } from '../../shared/room/acts.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'

/** What the lobby draws. Accessors as in a Solid component. */
export interface LobbyView {
  rooms(): readonly RoomSummary[]
  /** Public rooms that the relay lists; `unknown` while there is no network. */
  directory(): { name: 'unknown' } | { name: 'loading' } | { name: 'known'; rooms: readonly PublicRoom[] }
  refreshDirectory(): Promise<void>
  /** Joins the public room of that name, makes it if the name is free, or says that it is private. Works offline: then it makes. */
  enter(name: string): Promise<EnterResult>
  make(fields: { name: string; topic: string; visibility: 'public' | 'private' }): Promise<EnterResult>
  leave(room: string): Promise<RefusalCode | null>
  /** Rooms that are no longer this person's, in which words wait that were not sent. */
  leftBehind(): readonly LeftBehind[]
  /** What the relay refused after the screen that asked for it was left, as what was done offline. */
  refused(): readonly RefusedActView[]
  dismiss(id: string): Promise<void>
}

export interface RefusedActView {
  id: string
  did: Act['do']
  room: string
  /** The room's name, if it is known. */
  name: string
  code: RefusalCode
  /** Something that was written there is kept. */
  hasWords: boolean
}

export interface LeftBehind {
  room: string
  /** How many messages. */
  texts: number
}

export interface RoomSummary {
  id: string
  name: string
  visibility: 'public' | 'private'
  last: { author: string; text: string; time: number; own: boolean } | null
  /** Capped by the caller at what is known locally. */
  unread: number
  /** User names of those who are there now, most recent first. */
  here: readonly string[]
  /** Made on this device and not yet known to the relay. */
  waiting: boolean
}

export interface PublicRoom {
  id: string
  name: string
  topic: string
  members: number
  lastAt: number | null
}

export type EnterResult =
  | { name: 'entered'; room: string }
  | { name: 'private' }
  | { name: 'refused'; code: RefusalCode | 'bad-name' | 'offline' }
