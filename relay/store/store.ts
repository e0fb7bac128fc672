import type { Rationed } from '../../shared/room/acts.ts'
import type { InvitationRow, RequestRow, StoredInvitations } from './invitations.ts'
import type { Life } from './life.ts'
import type { DeviceRow, StoredPeople, UserRow } from './people.ts'
import type { PictureRow, StoredPictures } from './pictures.ts'
import type { RecordRow, SealedSegment, StoredRecords } from './records.ts'
import type { GoneRow, MemberRow, RoomRow, StoredRooms } from './rooms.ts'
import type { Upkeep } from './upkeep.ts'

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

  readonly records: StoredRecords
  readonly rooms: StoredRooms
  readonly people: StoredPeople
  readonly invitations: StoredInvitations
  readonly documents: StoredDocuments
  readonly pictures: StoredPictures
  readonly acts: StoredActs
  readonly upkeep: Upkeep

  close(): Promise<void>
}

/** Documents that the relay writes itself: rosters, homes and profiles. */
export interface StoredDocuments {
  /** The state as one Yjs update. */
  byName(name: string): Promise<Uint8Array | null>
}

/** What users have already done. */
export interface StoredActs {
  /** The answer that was given to the act with this key, as JSON. */
  answer(user: string, key: string): Promise<string | null>
  /** How often a user has done something since then that has a daily limit. */
  doneSince(user: string, what: Rationed, since: number): Promise<number>
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
