import type { Kind } from '../../shared/record/kinds.ts'
import type { Role } from '../../shared/room/roles.ts'
import type { Visibility } from '../../shared/room/roster.ts'
import type { DeletedRange, StateVector } from '../../shared/wire/update.ts'

/**
 * What the relay keeps. Two versions, libSQL files and memory, pass one suite (tests/contracts/store.ts). Reads see all
 * changes whose `commit` has resolved. Ids are base64url text; times are milliseconds since 1970.
 */
export interface Store {
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
  /** Where the newest record of each key stands that was `set` in a user's own room. */
  setting(room: string, key: string): Promise<KeptRecord | null>

  room(id: string): Promise<RoomRow | null>
  roomByNameKey(key: string): Promise<RoomRow | null>
  publicRooms(): Promise<PublicRoomRow[]>
  /** Past members as well. */
  members(room: string): Promise<MemberRow[]>
  /** Rooms in which the user is a member now; the own room is not among them. */
  roomsOf(user: string): Promise<{ room: RoomRow; member: MemberRow }[]>
  segments(room: string): Promise<SealedSegment[]>

  user(id: string): Promise<UserRow | null>
  userByUsername(username: string): Promise<UserRow | null>
  users(ids: readonly string[]): Promise<UserRow[]>
  device(id: string): Promise<DeviceRow | null>
  devicesOf(users: readonly string[]): Promise<DeviceRow[]>

  /** State of a relay-written document as one Yjs update. */
  document(name: string): Promise<Uint8Array | null>
  /** The answer that an act with this key was given, JSON. */
  answer(user: string, key: string): Promise<string | null>

  close(): Promise<void>
}

/**
 * Everything that one commit may hold; every list is optional. Users, rooms, members, sealed segments and documents replace
 * the row of the same id; records, devices and answers must be new. Blanking a record that is not there does nothing.
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
  documents?: readonly { name: string; state: Uint8Array }[]
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

export interface SegmentState {
  /** Next clock per client. */
  clocks: StateVector
  /** Which device a client id belongs to. */
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

export interface RoomRow {
  id: string
  /** `self`: a user's own room, whose id is the user's. */
  kind: 'room' | 'self'
  name: string
  /** `roomNameKey` of the name, unique; null for an own room and for one that everybody has left. */
  nameKey: string | null
  topic: string
  visibility: Visibility
  made: number
  head: number
}
export interface PublicRoomRow {
  id: string
  name: string
  topic: string
  members: number
  lastAt: number | null
}
export interface MemberRow {
  room: string
  user: string
  role: Role | null
  spans: [joinedMs: number, leftMs: number | null][]
  removed: boolean
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
  admin: boolean
}
export interface DeviceRow {
  id: string
  user: string
  /** Raw Ed25519 public key, base64url. */
  publicKey: string
  added: number
}

/** The disk has no room. */
export class StoreFull extends Error {
  override name = 'StoreFull'
}

/** The change would put a second row where the store allows one: a record name or clock, a room or user name, an answer. */
export class StoreConflict extends Error {
  override name = 'StoreConflict'
}
