import type { Kind } from '../../shared/record/kinds.ts'
import type { Rationed } from '../../shared/room/acts.ts'
import type { LinkEnd } from '../../shared/room/invitation.ts'
import type { StatusLine } from '../../shared/room/profile.ts'
import type { Role } from '../../shared/room/roles.ts'
import type { MemberSpan, RoomFacts } from '../../shared/room/roster.ts'
import type { DeletedRange, StateVector } from '../../shared/wire/update.ts'
import type { Life } from './life.ts'

/**
 * What the relay keeps. Two versions, libSQL files and memory, pass one suite (tests/contracts/store.ts). Reads see all
 * changes whose `commit` has resolved. Ids are base64url text; times are milliseconds since 1970.
 */
export interface Store {
  /** Of this run of the relay on these data. */
  readonly life: Life

  /**
   * All of a change or nothing of it; resolved means on disk. Changes commit in the order of the calls; several may
   * share one transaction. Throws `StoreFull` where the disk has no room: nothing was kept and later calls may succeed.
   * Throws `StoreConflict` where a row is in the way. The caller leaves the bytes as they are until then.
   */
  commit(change: Change): Promise<void>

  segment(room: string, segment: number): Promise<SegmentState>
  /** What a client that holds `from` lacks, and every blank clock of the segment, oldest clock first. */
  slices(room: string, segment: number, from: StateVector): Promise<Slices>
  /** The row that first bore this name, or null; `bytes` is null once erased. */
  record(room: string, device: string, seq: number): Promise<KeptRecord | null>
  /** Highest seq of each of these devices in the room; a device without records is absent. */
  lastSeqs(room: string, devices: readonly string[]): Promise<Map<string, number>>
  /** The newest time that a record of the room bears, blanked ones too; null: of any room. 0 where there is none. */
  newestTime(room: string | null): Promise<number>
  /** Where the newest record of each key stands that was `set` in a user's own room. */
  setting(room: string, key: string): Promise<KeptRecord | null>

  room(id: string): Promise<RoomRow | null>
  roomByNameKey(key: string): Promise<RoomRow | null>
  publicRooms(): Promise<PublicRoomRow[]>
  /** Past members as well. */
  members(room: string): Promise<MemberRow[]>
  /** Every room that the user is or was in, the own one not among them. */
  roomsEverOf(user: string): Promise<string[]>
  /** Who asked to be let in, by time; refused ones as well. */
  requests(room: string): Promise<RequestRow[]>
  requestsOf(user: string): Promise<RequestRow[]>
  invitations(room: string): Promise<InvitationRow[]>
  /** The invitation whose token has this hash, however old and used up. */
  invitationByHash(room: string, hash: string): Promise<InvitationRow | null>
  /**
   * What was taken from anybody before then, bans without a name only where the room is deleted; and all that still names a
   * room which is deleted.
   */
  goneDue(before: number): Promise<GoneRow[]>
  /** Rooms that were taken from a user since then. */
  goneOf(user: string, since: number): Promise<GoneRow[]>
  /** Rooms in which the user is a member now; the own room and deleted ones are not among them. */
  roomsOf(user: string): Promise<{ room: RoomRow; member: MemberRow }[]>
  segments(room: string): Promise<SealedSegment[]>

  user(id: string): Promise<UserRow | null>
  users(ids: readonly string[]): Promise<UserRow[]>
  device(id: string): Promise<DeviceRow | null>
  devicesOf(users: readonly string[]): Promise<DeviceRow[]>
  /** When each of these users was here last; absent where that is not known. */
  seen(users: readonly string[]): Promise<Map<string, number>>
  /** Whom the user wants to hear nothing of. */
  blocksOf(user: string): Promise<string[]>
  picture(hash: string): Promise<PictureRow | null>

  /** Whose records must be off the disk by now, and are not yet: some are left that are not blank. */
  erasuresDue(now: number): Promise<{ room: string; user: string }[]>
  /** Records of a user in a room that are not blank, so many at most, in no order. */
  recordsOf(room: string, user: string, limit: number): Promise<{ device: string; seq: number; segment: number }[]>
  /**
   * What a user wrote anywhere, the own room among them, and what is not blank: in the order of room id, time, device, seq;
   * so many at most, of those that come after `after`, the last row of the page before, in that order.
   */
  writtenBy(user: string, after: WrittenRow | null, limit: number): Promise<WrittenRow[]>
  /** Deleted rooms of which something is left besides the row itself, be it their name in an answer to an act. */
  deletedRooms(): Promise<string[]>
  /**
   * Takes up to `limit` records of a deleted room off the disk for good, and after the last of them all else that is kept of
   * it but its row; resolves to whether anything is left. Does nothing to a room that is not deleted. Gone rows are their users'.
   */
  dropSome(room: string, limit: number): Promise<boolean>
  /** Forgets pictures that no user and no room shows (deleted ones show none), and that came before then. */
  dropUnusedPictures(before: number): Promise<void>

  /** State of a relay-written document as one Yjs update. */
  document(name: string): Promise<Uint8Array | null>
  /** How much of what is rationed a user has done since then. */
  doneSince(user: string, what: Rationed, since: number): Promise<number>
  /** The answer that an act with this key was given, JSON. */
  answer(user: string, key: string): Promise<string | null>

  close(): Promise<void>
}

/**
 * Everything that one commit may hold; every list is optional. Users, rooms, members, requests, invitations, gone rooms,
 * sealed segments and documents replace the row of the same id; records, devices and answers must be new. A picture that is
 * there stays and counts as come again. Blanking a record that is not there, or dropping or touching a row that is not, does
 * nothing. Of one kind of row, what is dropped is dropped after what is put.
 */
export interface Change {
  records?: readonly RecordRow[]
  /** Records to blank for good, every copy of them: their bytes leave the disk. */
  blank?: readonly { room: string; device: string; seq: number }[]
  rooms?: readonly RoomRow[]
  members?: readonly MemberRow[]
  /** Segments that take no more posts in the ordinary way; kept as one snapshot from now on. */
  seal?: readonly SealedSegment[]
  users?: readonly UserRow[]
  devices?: readonly DeviceRow[]
  /** Devices that are taken off; the first time counts. */
  endDevices?: readonly { id: string; at: number }[]
  requests?: readonly RequestRow[]
  dropRequests?: readonly { room: string; user: string }[]
  invitations?: readonly InvitationRow[]
  dropInvitations?: readonly { room: string; id: string }[]
  gone?: readonly GoneRow[]
  /** Rooms that a user has again. */
  dropGone?: readonly { room: string; user: string }[]
  blocks?: readonly { user: string; blocked: string; on: boolean }[]
  /** When users were here; of several times the newest counts. */
  seen?: readonly { user: string; at: number }[]
  pictures?: readonly PictureRow[]
  documents?: readonly { name: string; state: Uint8Array }[]
  /** What of it is older than a day is forgotten. */
  done?: readonly { user: string; what: Rationed; count: number; at: number }[]
  answers?: readonly { user: string; key: string; answer: string; at: number }[]
}

/** One Yjs clock of a segment. */
export type RecordRow = {
  room: string
  segment: number
  client: number
  clock: number
  /** Whose device wrote this clock. */
  device: string
  user: string
  /** When the relay took it. */
  at: number
  /** Another device brought it: its client id is the relay's own, and no device's. */
  carried?: boolean
} & (
  | { state: 'record'; seq: number; kind: Kind; time: number; ref: string; key: string | null; bytes: Uint8Array }
  /** The same record under a second clock, byte for byte. */
  | { state: 'repeat'; seq: number; bytes: Uint8Array }
  /** A refused record's place, or a run that its author withdrew; `length` clocks. */
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

/** Whose the Yjs client ids are under which the relay keeps what was carried. */
export const noDevice = ''

export interface SegmentState {
  /** Next clock per client. */
  clocks: StateVector
  /** Which device a client id belongs to; `noDevice`: it is the relay's own. */
  devices: Map<number, string>
  /** Records without a ref, and records of any kind; blanked ones count. */
  posts: number
  records: number
  /** Rows of any state, empty ones too: what a reader of all of it is sent. */
  rows: number
  oldest: number
  newest: number
}

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
  /** What the name must differ in from others, unique; null for all but open rooms of kind `room`. */
  nameKey: string | null
  /** When it was deleted: its row alone is left, so that whoever comes is told. */
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
  /** Since when this user may not come back. */
  banned: number | null
  /** When all that this user wrote here is erased; null: it stays. */
  erasing: number | null
}
export interface RequestRow {
  room: string
  user: string
  /** What the asker calls the room; empty where they did not say. */
  name: string
  note: string
  at: number
  /** When a moderator said no. */
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
  /** How often it may be used, and was. */
  uses: number | null
  used: number
  /** Since when it leads nowhere, because whoever made it may not invite any more; what they may later does not bring it back. */
  ended: { at: number; why: LinkEnd } | null
}
export interface GoneRow {
  user: string
  room: string
  name: string
  why: 'removed' | 'banned' | 'deleted'
  at: number
}
/** Bytes by their SHA-256, base64url. */
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
  /** Whether others see when this user was here last. */
  showsSeen: boolean
  /** Whether those who share no private room with this user can only invite them. */
  strangersInvite: boolean
  deleted: boolean
}
export interface DeviceRow {
  id: string
  user: string
  /** Raw Ed25519 public key, base64url. */
  publicKey: string
  added: number
  /** When its user took it off. */
  ended: number | null
}

/** The disk has no room. */
export class StoreFull extends Error {
  override name = 'StoreFull'
}

/** The change would put a second row where the store allows one: a record name or clock, a room or user name, an answer. */
export class StoreConflict extends Error {
  override name = 'StoreConflict'
}
