import type { InStatement, Row } from '@libsql/client'
import type { PublicRoomRow, RoomRow } from '../../rooms.ts'
import { type Database, numberOrNull, textOrNull } from '../database.ts'

export const putRooms = (rooms: readonly RoomRow[]): InStatement[] =>
  rooms.map((row) => ({
    sql: `INSERT INTO room (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
      ON CONFLICT (id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    args: [
      row.id,
      row.kind,
      row.name,
      row.nameKey,
      row.topic,
      row.visibility,
      row.picture,
      row.guests,
      row.invites,
      row.threads,
      row.archived,
      row.made,
      row.head,
      JSON.stringify(row.formerly),
      row.deleted,
    ],
  }))

/** The columns of a room, in the order of the values above. */
const columns = [
  'id',
  'kind',
  'name',
  'name_key',
  'topic',
  'visibility',
  'picture',
  'guests',
  'invites',
  'threads',
  'archived',
  'made',
  'head',
  'formerly',
  'deleted',
]

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
  kind: String(row.kind) as RoomRow['kind'],
  name: String(row.name),
  nameKey: textOrNull(row.name_key),
  topic: String(row.topic),
  visibility: row.visibility === 'public' ? 'public' : 'private',
  picture: textOrNull(row.picture),
  guests: row.guests === 1,
  invites: row.invites === 'moderators' ? 'moderators' : 'members',
  threads: row.threads === 'timeline' ? 'timeline' : 'folded',
  archived: numberOrNull(row.archived),
  made: Number(row.made),
  head: Number(row.head),
  formerly: JSON.parse(String(row.formerly)) as RoomRow['formerly'],
  deleted: numberOrNull(row.deleted),
})

export const readPublicRooms = async (database: Database): Promise<PublicRoomRow[]> => {
  const rows = await database.rows(`
    SELECT id, name, topic, picture, guests, archived, count(member.user) AS members,
      (SELECT max(newest) FROM segment WHERE segment.room = room.id) AS last
    FROM room JOIN member ON member.room = room.id AND member.role IS NOT NULL
    WHERE kind = 'room' AND visibility = 'public' AND deleted IS NULL GROUP BY id ORDER BY id`)
  return rows.map((row) => ({
    id: String(row.id),
    name: String(row.name),
    topic: String(row.topic),
    picture: textOrNull(row.picture),
    guests: row.guests === 1,
    archived: numberOrNull(row.archived),
    members: Number(row.members),
    lastAt: numberOrNull(row.last),
  }))
}
