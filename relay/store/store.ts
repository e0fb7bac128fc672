import type { Kind } from '../../shared/record/kinds.ts'
import type { Rationed } from '../../shared/room/acts.ts'
import type { LinkEnd } from '../../shared/room/invitation.ts'
import type { StatusLine } from '../../shared/room/profile.ts'
import type { Role } from '../../shared/room/roles.ts'
import type { MemberSpan, RoomFacts } from '../../shared/room/roster.ts'
import type { DeletedRange, StateVector } from '../../shared/wire/update.ts'
import type { Life } from './life.ts'

/**
 * What the relay keeps. Both implementations, libSQL files and memory, pass one suite (tests/contracts/store.ts). Reads
 * see all changes whose `commit` has resolved. Ids are base64url text. Times are milliseconds since 1970.
 */
export interface Store {
  /** The life of this run of the relay on this data. */
  readonly life: Life

  /**
   * Commits all of a change or nothing of it. When it resolves, the change is on disk. Changes commit in the order of
   * the calls, and several may share one transaction. Throws `StoreFull` if the disk is full: nothing was kept, and
   * later calls may succeed. Throws `StoreConflict` if a row is in the way. The caller must not change the bytes until
   * then.
   */
  commit(change: Change): Promise<void>

  segment(room: string, segment: number): Promise<SegmentState>
  /** What a client that holds `from` lacks, and every blank clock of the segment, oldest clock first. */
  slices(room: string, segment: number, from: StateVector): Promise<Slices>
  /** The first row with this name, or null. `bytes` is null once it is erased. */
  record(room: string, device: string, seq: number): Promise<KeptRecord | null>
  /** The highest seq of each of these devices in the room. A device without records is absent. */
  lastSeqs(room: string, devices: readonly string[]): Promise<Map<string, number>>
  /** The newest time of any record in the room, including blanked ones, or 0. `room` null: in any room. */
  newestTime(room: string | null): Promise<number>
  /** The newest record that was `set` under this key in a user's own room. */
  setting(room: string, key: string): Promise<KeptRecord | null>

  room(id: string): Promise<RoomRow | null>
  roomByNameKey(key: string): Promise<RoomRow | null>
  publicRooms(): Promise<PublicRoomRow[]>
  /** Includes past members. */
  members(room: string): Promise<MemberRow[]>
  /** Every room that the user is or was in, without their own room. */
  roomsEverOf(user: string): Promise<string[]>
  /** Requests to join the room, by time. Includes refused ones. */
  requests(room: string): Promise<RequestRow[]>
  requestsOf(user: string): Promise<RequestRow[]>
  invitations(room: string): Promise<InvitationRow[]>
  /** The invitation whose token has this hash, even if it is expired or used up. */
  invitationByHash(room: string, hash: string): Promise<InvitationRow | null>
  /**
   * Notices from before this time (bans without a name only if the room is deleted), and all that still name a deleted
   * room.
   */
  goneDue(before: number): Promise<GoneRow[]>
  /** Notices since this time about rooms that were taken from a user. */
  goneOf(user: string, since: number): Promise<GoneRow[]>
  /** Rooms in which the user is a member now, without their own room and deleted rooms. */
  roomsOf(user: string): Promise<{ room: RoomRow; member: MemberRow }[]>
  segments(room: string): Promise<SealedSegment[]>

  user(id: string): Promise<UserRow | null>
  users(ids: readonly string[]): Promise<UserRow[]>
  device(id: string): Promise<DeviceRow | null>
  devicesOf(users: readonly string[]): Promise<DeviceRow[]>
  /** When each of these users was last here. A user for whom it is not known is absent. */
  seen(users: readonly string[]): Promise<Map<string, number>>
  /** The users whom this user has blocked. */
  blocksOf(user: string): Promise<string[]>
  picture(hash: string): Promise<PictureRow | null>

  /** Users whose records in a room must be off the disk by now, and who still have some that are not blank. */
  erasuresDue(now: number): Promise<{ room: string; user: string }[]>
  /** Records of a user in a room that are not blank, `limit` at most, in no order. */
  recordsOf(room: string, user: string, limit: number): Promise<{ device: string; seq: number; segment: number }[]>
  /**
   * Everything that a user wrote in any room, their own included, and that is not blank. The order is room id, time,
   * device, seq. Returns up to `limit` rows after `after`, the last row of the page before.
   */
  writtenBy(user: string, after: WrittenRow | null, limit: number): Promise<WrittenRow[]>
  /** Deleted rooms of which anything is left besides the row itself, even if only their name in an answer to an act. */
  deletedRooms(): Promise<string[]>
  /**
   * Takes up to `limit` records of a deleted room off the disk for good, and after the last of them everything else
   * about the room except its row. Resolves to whether anything is left. Does nothing if the room is not deleted. Rows
   * in `gone` belong to the user they name, so they stay.
   */
  dropSome(room: string, limit: number): Promise<boolean>
  /** Deletes pictures from before this time that no user and no room shows. Deleted users and rooms show none. */
  dropUnusedPictures(before: number): Promise<void>

  /** State of a relay-written document as one Yjs update. */
  document(name: string): Promise<Uint8Array | null>
  /** How often a user has done something since then that has a daily limit. */
  doneSince(user: string, what: Rationed, since: number): Promise<number>
  /** The answer that was given to the act with this key, as JSON. */
  answer(user: string, key: string): Promise<string | null>

  close(): Promise<void>
}

/**
 * Everything that one commit may hold. Every list is optional. Users, rooms, members, requests, invitations, gone
 * rooms, sealed segments and documents replace the row of the same id. Records, devices and answers must be new. A
 * picture that exists stays, and counts as uploaded again. Blanking, dropping or touching something that does not exist
 * does nothing. For one kind of row, drops come after puts.
 */
export interface Change {
  records?: readonly RecordRow[]
  /** Records to blank for good, with every copy of them. Their bytes leave the disk. */
  blank?: readonly { room: string; device: string; seq: number }[]
  rooms?: readonly RoomRow[]
  members?: readonly MemberRow[]
  /** Segments that take no more new posts, apart from late ones. From now on each is kept as one snapshot. */
  seal?: readonly SealedSegment[]
  users?: readonly UserRow[]
  devices?: readonly DeviceRow[]
  /** Removed devices. If a device is removed twice, the first time counts. */
  endDevices?: readonly { id: string; user: string; at: number }[]
  requests?: readonly RequestRow[]
  dropRequests?: readonly { room: string; user: string }[]
  invitations?: readonly InvitationRow[]
  dropInvitations?: readonly { room: string; id: string }[]
  gone?: readonly GoneRow[]
  /** Notices to drop, because the user has the room again or was told for long enough. */
  dropGone?: readonly { room: string; user: string }[]
  blocks?: readonly { user: string; blocked: string; on: boolean }[]
  /** When users were here. If there are several times, the newest counts. */
  seen?: readonly { user: string; at: number }[]
  pictures?: readonly PictureRow[]
  documents?: readonly { name: string; state: Uint8Array }[]
  /** Counts for daily limits. Those older than a day are forgotten. */
  done?: readonly { user: string; what: Rationed; count: number; at: number }[]
  answers?: readonly { user: string; key: string; answer: string; at: number }[]
}

/** One Yjs clock of a segment. */
export type RecordRow = {
  room: string
  segment: number
  client: number
  clock: number
  /** The device that wrote this clock. */
  device: string
  user: string
  /** When the relay received it. */
  at: number
  /** True if another device brought it. Its client id is then one of the relay's. */
  carried?: boolean
} & (
  | { state: 'record'; seq: number; kind: Kind; time: number; ref: string; key: string | null; bytes: Uint8Array }
  /** The same record under a second clock, byte for byte. */
  | { state: 'repeat'; seq: number; bytes: Uint8Array }
  /** A refused record's place, or a run that its author withdrew. It covers `length` clocks. */
  | { state: 'empty'; length: number }
)

export interface KeptRecord {
  segment: number
  client: number
  clock: number
  user: string
  device: string
  seq: number
  kind: Kind
  time: number
  bytes: Uint8Array | null
}

/** The owner of the Yjs client ids under which the relay keeps carried records. */
export const noDevice = ''

export interface SegmentState {
  /** Next clock per client. */
  clocks: StateVector
  /** The device of each client id. `noDevice`: the id is one of the relay's. */
  devices: Map<number, string>
  /** Records without a ref, and records of any kind. Blanked ones count. */
  posts: number
  records: number
  /** Rows of any state, including empty ones. A reader of the whole segment is sent all of them. */
  rows: number
  oldest: number
  newest: number
}

export const emptySegment = (): SegmentState => ({
  clocks: new Map(),
  devices: new Map(),
  posts: 0,
  records: 0,
  rows: 0,
  oldest: 0,
  newest: 0,
})

export interface Slices {
  blocks: { client: number; clock: number; structs: KeptStruct[] }[]
  /** All blank clocks of the segment, whatever the client holds. */
  deleted: DeletedRange[]
}
export type KeptStruct =
  | { name: string; bytes: Uint8Array; late: number | null }
  /** Blank: refused, withdrawn or erased. */
  | { empty: number }

export interface RoomRow extends Omit<RoomFacts, 'kind'> {
  id: string
  /** `self`: a user's own room, whose id is the user's. */
  kind: 'room' | 'direct' | 'self'
  /** The name in the form in which names are compared, unique. Null for all but open rooms of kind `room`. */
  nameKey: string | null
  /** When it was deleted. Only its row stays, so that visitors can be told. */
  deleted: number | null
}
export interface PublicRoomRow {
  id: string
  name: string
  topic: string
  picture: string | null
  guests: boolean
  archived: number | null
  members: number
  lastAt: number | null
}
export interface MemberRow {
  room: string
  user: string
  role: Role | null
  spans: MemberSpan[]
  /** When the user was banned. Null: they are not banned. */
  banned: number | null
  /** When everything that this user wrote here is erased. Null: it stays. */
  erasing: number | null
}
export interface RequestRow {
  room: string
  user: string
  /** The room's name as the asker knows it, or empty if they did not say. */
  name: string
  note: string
  at: number
  /** When a moderator declined it. */
  refused: number | null
}
export interface InvitationRow {
  room: string
  id: string
  /** SHA-256 of the token, base64url. */
  hash: string
  by: string
  made: number
  expires: number | null
  /** How often it may be used, and how often it was. */
  uses: number | null
  used: number
  /** When and why it ended: its maker lost the right to invite. It stays ended if they get the right again. */
  ended: { at: number; why: LinkEnd } | null
}
export interface GoneRow {
  user: string
  room: string
  name: string
  why: 'removed' | 'banned' | 'deleted'
  at: number
}
/** Bytes under their SHA-256, base64url. */
export interface PictureRow {
  hash: string
  type: 'image/webp' | 'image/png' | 'image/jpeg'
  bytes: Uint8Array
  at: number
}
export interface WrittenRow {
  room: string
  device: string
  seq: number
  segment: number
  time: number
  bytes: Uint8Array
}
export interface SealedSegment {
  room: string
  segment: number
  from: number
  to: number
  count: number
}
export interface UserRow {
  id: string
  username: string
  name: string
  picture: string | null
  about: string
  zone: string
  status: StatusLine | null
  /** Whether others see when this user was last here. */
  showsSeen: boolean
  /** If true, people who share no private room with this user can only invite them and not add them. */
  strangersInvite: boolean
  deleted: boolean
}
export interface DeviceRow {
  id: string
  user: string
  /** Raw Ed25519 public key, base64url. */
  publicKey: string
  added: number
  /** When its user removed it. */
  ended: number | null
}

/** The disk is full. */
export class StoreFull extends Error {
  override name = 'StoreFull'
}

/**
 * The change would add a second row where the store allows only one: a record name or clock, a room or user name, an
 * answer.
 */
export class StoreConflict extends Error {
  override name = 'StoreConflict'
}
