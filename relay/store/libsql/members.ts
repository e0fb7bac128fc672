import type { InStatement, Row } from '@libsql/client'
import { isRole } from '../../../shared/room/roles.ts'
import type { MemberRow, RoomRow } from '../store.ts'
import type { Database } from './database.ts'
import { toRoom } from './rooms.ts'

export const putMembers = (members: readonly MemberRow[]): InStatement[] => [
  {
    sql: `
      INSERT INTO member (room, user, role, spans, removed)
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
      ON CONFLICT DO UPDATE SET role = excluded.role, spans = excluded.spans, removed = excluded.removed`,
    args: [JSON.stringify(members.map((row) => [row.room, row.user, row.role, row.spans, row.removed ? 1 : 0]))],
  },
]

export const readMembers = async (database: Database, room: string): Promise<MemberRow[]> =>
  (await database.rows('SELECT * FROM member WHERE room = ? ORDER BY user', [room])).map(toMember)

export const readRoomsOf = async (
  database: Database,
  user: string,
): Promise<{ room: RoomRow; member: MemberRow }[]> => {
  const rows = await database.rows(
    `SELECT * FROM member JOIN room ON room.id = member.room
     WHERE member.user = ? AND role IS NOT NULL AND kind = 'room' ORDER BY room.id`,
    [user],
  )
  return rows.map((row) => ({ room: toRoom(row), member: toMember(row) }))
}

const toMember = (row: Row): MemberRow => ({
  room: String(row.room),
  user: String(row.user),
  role: isRole(row.role) ? row.role : null,
  spans: JSON.parse(String(row.spans)) as MemberRow['spans'],
  removed: row.removed === 1,
})
