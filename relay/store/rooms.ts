import type { Role } from '../../shared/room/roles.ts'
import type { MemberSpan, RoomFacts } from '../../shared/room/roster.ts'

/** Rooms, who is and was in them, and the notices to those who lost one. */
export interface StoredRooms {
  byId(id: string): Promise<RoomRow | null>
  byNameKey(key: string): Promise<RoomRow | null>
  public(): Promise<PublicRoomRow[]>
  /** Includes past members. */
  members(room: string): Promise<MemberRow[]>
  /** Rooms in which the user is a member now, without their own room and deleted rooms. */
  of(user: string): Promise<{ room: RoomRow; member: MemberRow }[]>
  /** Every room that the user is or was in, without their own room. */
  everOf(user: string): Promise<string[]>
  /** Notices since this time about rooms that were taken from a user. */
  goneOf(user: string, since: number): Promise<GoneRow[]>
}

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

export interface GoneRow {
  user: string
  room: string
  name: string
  why: 'removed' | 'banned' | 'deleted'
  at: number
}
