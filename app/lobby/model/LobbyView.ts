import type { Act } from '../../../shared/room/acts.ts'
import type { GoneRoom } from '../../../shared/room/home.ts'
import type { Visibility } from '../../../shared/room/roster.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { viewContext } from '../../ui/reactive/viewContext.ts'
import type { ActivityView } from './ActivityView.ts'
import type { ResolvedInvitation } from './resolveInvitation.ts'

/** What the lobby draws. The functions are Solid accessors. */
export interface LobbyView {
  /** The threads that this person follows, in all rooms, the one with the newest reply first. */
  threads(): readonly MyThread[]
  /** Reads the messages of threads that are in parts of a room that are not open. */
  loadThreads(): Promise<void>
  /** Most recent first. A closed conversation is included only after a new message. */
  rooms(): readonly RoomSummary[]
  /** Whether the relay has ever sent the list of rooms. Before that, an empty list does not mean "no rooms". */
  isKnown(): boolean
  /** Whether the order of the lines is final. If the list were shown earlier, its lines would jump. */
  hasOrder(): boolean
  /** Public rooms listed by the relay; `unknown` while there is no network. */
  directory(): { name: 'unknown' } | { name: 'loading' } | { name: 'known'; rooms: readonly PublicRoom[] }
  /** Keeps `directory` up to date until the returned function is called. */
  watchDirectory(): () => void
  /** Looks up a room by name, as far as this person may know about it. Creates and joins nothing. */
  look(name: string): Promise<NamedRoom>
  /**
   * Refuses a name that is taken. Works offline: a refusal then appears later under `refused`, and the room waits for
   * another name.
   */
  make(fields: NewRoomFields): Promise<EnterResult>
  /** Opens the conversation with these people, or starts it. Works offline. */
  direct(users: readonly string[]): Promise<EnterResult>
  /** `invitation`: the token of an invite link, which also gives entry to a private room. */
  join(room: string, invitation?: string): Promise<EnterResult>
  /** Finds where an invite link leads. This does not count as a use of the link. */
  resolveInvitation(room: string, token: string): Promise<ResolvedInvitation>
  leave(room: string): Promise<RefusalCode | null>
  /** Shared by all devices of this person. Works offline. */
  favourite(room: string, on: boolean): void
  /** All in it is read, or its last message is unread again. On all devices of this person; works offline. */
  markRead(room: string): void
  markUnread(room: string): void
  /** The same for all rooms. */
  markAllRead(): void
  /** Hides the conversation from the list until there is a new message in it. */
  closeDirect(room: string): void
  /** Asks to join a private room. `already`: the last request was declined, and it is too early to ask again. */
  request(room: string, name: string, note: string): Promise<RefusalCode | null>
  /** Newest first. */
  requests(): readonly RequestCard[]
  dismissRequest(room: string): void
  /** Rooms that this person lost, until they dismiss the card. */
  gone(): readonly GoneCard[]
  dismissGone(room: string): void
  /** Ids of rooms that this person is banned from. */
  banned(): ReadonlySet<string>
  /** Ids of blocked users. */
  blocked(): ReadonlySet<string>
  block(user: string, on: boolean): Promise<RefusalCode | null>
  /** Mentions of this person, replies and reactions. Null for guests, and until its code has loaded. */
  activity(): ActivityView | null
  /** Everybody whom this device knows from a room, by name. Not tracked: computed at each call. */
  people(): readonly PersonSummary[]
  /** Finds a person by exact username: among people known here first, then at the relay. */
  findPerson(username: string): Promise<PersonSummary | 'no-such-user' | 'offline'>
  /** Rooms that this person is no longer in and that still hold unsent messages. */
  leftBehind(): readonly LeftBehind[]
  /** Refusals whose screen is already closed, such as those of acts done offline. */
  refused(): readonly RefusedActView[]
  /**
   * Dismisses a refused act. If its room waits for another name, the room is dropped and its messages are kept as not
   * sent.
   */
  dismiss(id: string): Promise<void>
  /** Creates the room of this refused act again under another name. Resolves to false if the name is not allowed. */
  makeAs(id: string, name: string): Promise<boolean>
}

export interface MyThread {
  room: string
  /** Name of the message whose thread it is. */
  root: string
  /** That message; `not-here`: it was not read on this device yet. */
  state: 'here' | 'erased' | 'not-here'
  author: string
  text: string
  /** This person has blocked the author. */
  blocked: boolean
  last: { author: string; text: string; time: number }
  /** Replies of others, at most a hundred in each part of the room. */
  unread: number
}

export interface NewRoomFields {
  /** Its id, from which its colour comes. If it is missing, a new one is made. */
  room?: string
  name: string
  topic: string
  visibility: Visibility
  /** Hash of a picture that was uploaded under `pictures`. */
  picture?: string | null
  /** User ids of people who are members from the start. */
  members?: readonly string[]
}

export interface RefusedActView {
  id: string
  did: Act['do']
  /** The user that the refused act was about, if any. */
  user: string | null
  room: string
  /** The room's name, if known. */
  name: string
  code: RefusalCode
  /** Whether unsent messages are kept for this room. */
  hasWords: boolean
  /** Whether the room existed before and is missing on the relay, which was restored from a backup. */
  lost: boolean
}

export interface LeftBehind {
  room: string
  /** Number of messages. */
  texts: number
}

export interface RequestCard {
  room: string
  /** Empty while it is not known. */
  name: string
  at: number
  /** `waiting`: not sent yet; `asked`: a moderator has to decide. */
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
  /** Of a direct conversation: the names of the other people. */
  name: string
  kind: 'room' | 'direct'
  /** Hash. */
  picture: string | null
  topic: string
  visibility: Visibility
  /** Number of members; 0 while it is not known. */
  members: number
  archived: boolean
  /** True if the room is known to have had no message ever. */
  silent: boolean
  /** The other people in a direct conversation. */
  people: readonly PersonSummary[]
  last: LastMessage | null
  /** Messages of others that this person has not read. */
  unread: number
  /** Those of them that mention this person. */
  mentions: number
  /** Time of the last message, or of the start of the room. */
  lastAt: number
  favourite: boolean
  /** Display names of the people who have the room open now, most recent first. */
  here: readonly string[]
  /** Presence of the other person in a conversation of two. */
  presence: 'online' | 'away' | 'offline'
  /** Created on this device and not confirmed by the relay yet. */
  waiting: boolean
}

export interface LastMessage {
  author: string
  /** User id; null for an imported message. */
  user: string | null
  text: string
  time: number
  own: boolean
  /** Number of the segment that holds the message. */
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
  /** `room`: the id to send a request to; null for guests, who cannot ask. */
  | { name: 'private'; room: string | null }
  /** No such room, or offline and this device knows none. */
  | { name: 'none' }
  | { name: 'refused'; code: RefusalCode | 'offline' }

export const [LobbyContext, useLobby] = viewContext<LobbyView>()
