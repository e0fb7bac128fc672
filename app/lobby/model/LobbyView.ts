import type { Act } from '../../../shared/room/acts.ts'
import type { GoneRoom } from '../../../shared/room/home.ts'
import type { Visibility } from '../../../shared/room/roster.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { viewContext } from '../../ui/viewContext.ts'
import type { ResolvedInvitation } from './resolveInvitation.ts'

/** What the lobby draws. Accessors as in a Solid component. */
export interface LobbyView {
  /** The most recent first. Conversations that were closed are among them only once somebody says something new. */
  rooms(): readonly RoomSummary[]
  /** Whether the relay has ever said which rooms these are; before that an empty list says nothing. */
  isKnown(): boolean
  /** Whether the lines have their places; before that they would jump. */
  hasOrder(): boolean
  /** Public rooms that the relay lists; `unknown` while there is no network. */
  directory(): { name: 'unknown' } | { name: 'loading' } | { name: 'known'; rooms: readonly PublicRoom[] }
  /** Keeps it as the relay has it, until the function that is returned is called. */
  watchDirectory(): () => void
  /** The room of that name, as far as one may know of it. Nothing is made or joined. */
  look(name: string): Promise<NamedRoom>
  /** A taken name is refused. Works offline: then the refusal comes later, under `refused`, and the room waits for another name. */
  make(fields: NewRoomFields): Promise<EnterResult>
  /** Opens the conversation with these others, or starts it. Works offline. */
  direct(users: readonly string[]): Promise<EnterResult>
  /** `invitation`: the token of a link, which opens a private room too. */
  join(room: string, invitation?: string): Promise<EnterResult>
  /** Where an invitation leads; asking uses up nothing. */
  resolveInvitation(room: string, token: string): Promise<ResolvedInvitation>
  leave(room: string): Promise<RefusalCode | null>
  /** The same on all devices, and offline. */
  favourite(room: string, on: boolean): void
  /** Out of the list until somebody says something new there. */
  closeDirect(room: string): void
  /** Asks to be let into a private room. `already`: it is too early to ask again after a no. */
  request(room: string, name: string, note: string): Promise<RefusalCode | null>
  /** The newest first. */
  requests(): readonly RequestCard[]
  dismissRequest(room: string): void
  /** Rooms that were taken from this person, until they have seen it. */
  gone(): readonly GoneCard[]
  dismissGone(room: string): void
  /** Rooms that one may not come into again, by id. */
  banned(): ReadonlySet<string>
  /** By user id. */
  blocked(): ReadonlySet<string>
  block(user: string, on: boolean): Promise<RefusalCode | null>
  /** Everybody whom this device knows from a room, by name. Untracked: looked up at each call. */
  people(): readonly PersonSummary[]
  /** By exact user name, asked at the relay where nobody here knows it. */
  findPerson(username: string): Promise<PersonSummary | 'no-such-user' | 'offline'>
  /** Rooms that are no longer this person's, in which words wait that were not sent. */
  leftBehind(): readonly LeftBehind[]
  /** What the relay refused after the screen that asked for it was left, as what was done offline. */
  refused(): readonly RefusedActView[]
  /** Of a room that waits for another name: it is given up, and what was written in it is kept as not sent. */
  dismiss(id: string): Promise<void>
  /** Makes the room that was refused under this id once more, by another name. False: that cannot be a name. */
  makeAs(id: string, name: string): Promise<boolean>
}

export interface NewRoomFields {
  name: string
  topic: string
  visibility: Visibility
  /** Hash of one that was put under `pictures`. */
  picture?: string | null
  /** User ids of those who are in it from the start. */
  members?: readonly string[]
}

export interface RefusedActView {
  id: string
  did: Act['do']
  /** Whom it was about, if it was about somebody. */
  user: string | null
  room: string
  /** The room's name, if it is known. */
  name: string
  code: RefusalCode
  /** Something that was written there is kept. */
  hasWords: boolean
  /** The room is not new: the relay, which was restored from a backup, lacks it. */
  lost: boolean
}

export interface LeftBehind {
  room: string
  /** How many messages. */
  texts: number
}

export interface RequestCard {
  room: string
  /** Empty where it is not known yet. */
  name: string
  at: number
  /** `waiting`: for the network; `asked`: for a moderator. */
  state: 'waiting' | 'asked' | 'refused'
}

export interface GoneCard {
  room: string
  name: string
  why: GoneRoom['why']
  at: number
}

export interface PersonSummary {
  user: string
  name: string
  username: string
  /** Hash. */
  picture: string | null
}

export interface RoomSummary {
  id: string
  /** Of a direct conversation: who else is in it. */
  name: string
  kind: 'room' | 'direct'
  /** Hash. */
  picture: string | null
  topic: string
  visibility: Visibility
  /** How many are in it; 0 while that is not known yet. */
  members: number
  archived: boolean
  /** It is known that nobody ever said anything. */
  silent: boolean
  /** The others in a direct conversation. */
  people: readonly PersonSummary[]
  last: LastMessage | null
  /** Capped by the caller at what is known locally. */
  unread: number
  /** When somebody last said something, or when it began. */
  lastAt: number
  favourite: boolean
  /** Display names of those who are there now, most recent first. */
  here: readonly string[]
  /** Of the other one in a conversation of two. */
  presence: 'online' | 'away' | 'offline'
  /** Made on this device and not yet known to the relay. */
  waiting: boolean
}

export interface LastMessage {
  author: string
  /** User id; null for imported words. */
  user: string | null
  text: string
  time: number
  own: boolean
  /** Number of the segment that it was said in. */
  segment: number
}

export interface PublicRoom {
  id: string
  name: string
  topic: string
  picture: string | null
  members: number
  lastAt: number | null
  archived: boolean
}

export type EnterResult = { name: 'entered'; room: string } | { name: 'refused'; code: RefusalCode }

export type NamedRoom =
  | { name: 'mine' | 'public'; room: string }
  /** `room`: what one can ask to be let into. */
  | { name: 'private'; room: string | null }
  /** There is none, or with no network none that this device knows. */
  | { name: 'none' }
  | { name: 'refused'; code: RefusalCode | 'offline' }

export const [LobbyContext, useLobby] = viewContext<LobbyView>()
