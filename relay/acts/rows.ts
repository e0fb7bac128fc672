import type { Role } from '../../shared/room/roles.ts'
import type { UserRow } from '../store/people.ts'
import type { MemberRow, RoomRow } from '../store/rooms.ts'

/** New rows with their default values. */
export const newRoom = (row: Pick<RoomRow, 'id' | 'kind' | 'made'> & Partial<RoomRow>): RoomRow => ({
  name: '',
  nameKey: null,
  topic: '',
  visibility: 'private',
  picture: null,
  guests: row.visibility === 'public',
  invites: 'members',
  threads: 'folded',
  archived: null,
  head: 1,
  formerly: [],
  deleted: null,
  ...row,
})

export const newMember = (room: string, user: string, role: Role, now: number): MemberRow => ({
  room,
  user,
  role,
  spans: [[now, null]],
  banned: null,
  erasing: null,
})

/** A user who is not in the room and never was. */
export const outsider = (room: string, user: string): MemberRow => ({
  room,
  user,
  role: null,
  spans: [],
  banned: null,
  erasing: null,
})

export const newUser = ({ id, username, name }: Pick<UserRow, 'id' | 'username' | 'name'>): UserRow => ({
  id,
  username,
  name,
  picture: null,
  about: '',
  zone: '',
  status: null,
  showsSeen: true,
  strangersInvite: false,
  deleted: false,
})
