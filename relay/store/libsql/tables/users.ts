import type { InStatement, Row } from '@libsql/client'
import type { StatusLine } from '../../../../shared/room/profile.ts'
import type { UserRow } from '../../people.ts'
import type { Change } from '../../store.ts'
import { type Database, textOrNull } from '../database.ts'

export const putUsers = (users: readonly UserRow[]): InStatement[] =>
  users.map(({ id, username, name, picture, about, zone, status, showsSeen, strangersInvite, deleted }) => ({
    sql: `
      INSERT INTO user (id, username, name, picture, about, zone, status, shows_seen, strangers_invite, deleted)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET username = excluded.username, name = excluded.name,
        picture = excluded.picture, about = excluded.about, zone = excluded.zone, status = excluded.status,
        shows_seen = excluded.shows_seen, strangers_invite = excluded.strangers_invite, deleted = excluded.deleted`,
    args: [
      id,
      username,
      name,
      picture,
      about,
      zone,
      status && JSON.stringify(status),
      showsSeen,
      strangersInvite,
      deleted,
    ],
  }))

export const putSeen = (seen: NonNullable<Change['seen']>): InStatement[] =>
  seen.map(({ user, at }) => ({
    sql: 'UPDATE user SET seen = max(coalesce(seen, 0), ?2) WHERE id = ?1',
    args: [user, at],
  }))

export const readUsers = async (database: Database, ids: readonly string[]): Promise<UserRow[]> => {
  const rows = await database.rows('SELECT * FROM user WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id', [
    JSON.stringify(ids),
  ])
  return rows.map(toUser)
}

export const readSeen = async (database: Database, ids: readonly string[]): Promise<Map<string, number>> => {
  const rows = await database.rows(
    'SELECT id, seen FROM user WHERE id IN (SELECT value FROM json_each(?)) AND seen IS NOT NULL ORDER BY id',
    [JSON.stringify(ids)],
  )
  return new Map(rows.map(({ id, seen }) => [String(id), Number(seen)]))
}

const toUser = (row: Row): UserRow => ({
  id: String(row.id),
  username: String(row.username),
  name: String(row.name),
  picture: textOrNull(row.picture),
  about: String(row.about),
  zone: String(row.zone),
  status: row.status === null ? null : (JSON.parse(String(row.status)) as StatusLine),
  showsSeen: row.shows_seen === 1,
  strangersInvite: row.strangers_invite === 1,
  deleted: row.deleted === 1,
})
