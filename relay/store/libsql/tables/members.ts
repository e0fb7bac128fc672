import type { InStatement, Row } from '@libsql/client'
import { isRole } from '../../../../shared/room/roles.ts'
import type { MemberRow, RoomRow } from '../../rooms.ts'
import { type Database, numberOrNull } from '../database.ts'
import { toRoom } from './rooms.ts'

export const putMembers = (members: readonly MemberRow[]): InStatement[] => [
  {
    sql: `
      INSERT INTO member (room, user, role, spans, banned, erasing)
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
      FROM json_each(?) WHERE true
      ON CONFLICT DO UPDATE SET role = excluded.role, spans = excluded.spans,
        banned = excluded.banned, erasing = excluded.erasing`,
    args: [JSON.stringify(members.map(toValues))],
  },
]

const toValues = ({ room, user, role, spans, banned, erasing }: MemberRow): unknown[] => [
  room,
  user,
  role,
  spans,
  banned,
  erasing,
]

export const readMembers = async (database: Database, room: string): Promise<MemberRow[]> =>
  (await database.rows('SELECT * FROM member WHERE room = ? ORDER BY user', [room])).map(toMember)

export const readRoomsOf = async (
  database: Database,
  user: string,
): Promise<{ room: RoomRow; member: MemberRow }[]> => {
  const rows = await database.rows(
    `SELECT * FROM member JOIN room ON room.id = member.room
     WHERE member.user = ? AND role IS NOT NULL AND kind <> 'self' AND deleted IS NULL ORDER BY room.id`,
    [user],
  )
  return rows.map((row) => ({ room: toRoom(row), member: toMember(row) }))
}

/** A user's own room has the user's id, and is left out here. */
export const readRoomsEverOf = async (database: Database, user: string): Promise<string[]> => {
  const rows = await database.rows('SELECT room FROM member WHERE user = ?1 AND room <> ?1 ORDER BY room', [user])
  return rows.map(({ room }) => String(room))
}

export const readErasuresDue = async (database: Database, now: number): Promise<{ room: string; user: string }[]> => {
  const rows = await database.rows(
    `SELECT room, user FROM member WHERE erasing <= ? AND EXISTS (
       SELECT 1 FROM writer JOIN record ON record.writer = writer.id AND kind IS NOT NULL AND NOT blank
       WHERE writer.room = member.room AND writer.user = member.user
     ) ORDER BY room, user`,
    [now],
  )
  return rows.map(({ room, user }) => ({ room: String(room), user: String(user) }))
}

const toMember = (row: Row): MemberRow => ({
  room: String(row.room),
  user: String(row.user),
  role: isRole(row.role) ? row.role : null,
  spans: JSON.parse(String(row.spans)) as MemberRow['spans'],
  banned: numberOrNull(row.banned),
  erasing: numberOrNull(row.erasing),
})
