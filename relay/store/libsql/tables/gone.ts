import type { InStatement, Row } from '@libsql/client'
import type { GoneRow } from '../../rooms.ts'
import type { Change } from '../../store.ts'
import type { Database } from '../database.ts'

export const putGone = (gone: readonly GoneRow[]): InStatement[] =>
  gone.map(({ user, room, name, why, at }) => ({
    sql: 'INSERT OR REPLACE INTO gone (user, room, name, why, at) VALUES (?, ?, ?, ?, ?)',
    args: [user, room, name, why, at],
  }))

export const dropGone = (gone: NonNullable<Change['dropGone']>): InStatement[] =>
  gone.map(({ room, user }) => ({ sql: 'DELETE FROM gone WHERE user = ? AND room = ?', args: [user, room] }))

export const readGoneOf = async (database: Database, user: string, since: number): Promise<GoneRow[]> => {
  const rows = await database.rows('SELECT * FROM gone WHERE user = ? AND at >= ? ORDER BY room', [user, since])
  return rows.map(toGone)
}

export const readGoneDue = async (database: Database, before: number): Promise<GoneRow[]> => {
  const rows = await database.rows(
    `SELECT gone.* FROM gone LEFT JOIN room ON room.id = gone.room
     WHERE (at < ? AND (why <> 'banned' OR gone.name <> '' OR deleted IS NOT NULL))
       OR (gone.name <> '' AND deleted IS NOT NULL) ORDER BY user, gone.room`,
    [before],
  )
  return rows.map(toGone)
}

const toGone = ({ user, room, name, why, at }: Row): GoneRow => ({
  user: String(user),
  room: String(room),
  name: String(name),
  why: String(why) as GoneRow['why'],
  at: Number(at),
})
