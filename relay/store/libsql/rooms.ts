import type { InStatement, Row } from '@libsql/client'
import type { PublicRoomRow, RoomRow } from '../store.ts'
import type { Database } from './database.ts'

export const putRooms = (rooms: readonly RoomRow[]): InStatement[] =>
  rooms.map(({ id, kind, name, nameKey, topic, visibility, made, head }) => ({
    sql: `
      INSERT INTO room (id, kind, name, name_key, topic, visibility, made, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, name_key = excluded.name_key,
        topic = excluded.topic, visibility = excluded.visibility, made = excluded.made, head = excluded.head`,
    args: [id, kind, name, nameKey, topic, visibility, made, head],
  }))

export const readRoom = async (database: Database, id: string): Promise<RoomRow | null> => {
  const [row] = await database.rows('SELECT * FROM room WHERE id = ?', [id])
  return row ? toRoom(row) : null
}

export const readRoomByNameKey = async (database: Database, key: string): Promise<RoomRow | null> => {
  const [row] = await database.rows('SELECT * FROM room WHERE name_key = ?', [key])
  return row ? toRoom(row) : null
}

export const toRoom = (row: Row): RoomRow => ({
  id: String(row.id),
  kind: row.kind === 'self' ? 'self' : 'room',
  name: String(row.name),
  nameKey: row.name_key === null ? null : String(row.name_key),
  topic: String(row.topic),
  visibility: row.visibility === 'public' ? 'public' : 'private',
  made: Number(row.made),
  head: Number(row.head),
})

export const readPublicRooms = async (database: Database): Promise<PublicRoomRow[]> => {
  const rows = await database.rows(`
    SELECT id, name, topic, count(member.user) AS members,
      (SELECT max(newest) FROM segment WHERE segment.room = room.id) AS last
    FROM room JOIN member ON member.room = room.id AND member.role IS NOT NULL
    WHERE kind = 'room' AND visibility = 'public' GROUP BY id ORDER BY id`)
  return rows.map((row) => ({
    id: String(row.id),
    name: String(row.name),
    topic: String(row.topic),
    members: Number(row.members),
    lastAt: row.last === null ? null : Number(row.last),
  }))
}
