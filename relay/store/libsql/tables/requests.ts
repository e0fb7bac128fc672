import type { InStatement, Row } from '@libsql/client'
import type { RequestRow } from '../../invitations.ts'
import type { Change } from '../../store.ts'
import { type Database, numberOrNull } from '../database.ts'

export const putRequests = (requests: readonly RequestRow[]): InStatement[] =>
  requests.map(({ room, user, name, note, at, refused }) => ({
    sql: 'INSERT OR REPLACE INTO request (room, user, name, note, at, refused) VALUES (?, ?, ?, ?, ?, ?)',
    args: [room, user, name, note, at, refused],
  }))

export const dropRequests = (requests: NonNullable<Change['dropRequests']>): InStatement[] =>
  requests.map(({ room, user }) => ({ sql: 'DELETE FROM request WHERE room = ? AND user = ?', args: [room, user] }))

export const readRequests = async (database: Database, room: string): Promise<RequestRow[]> =>
  (await database.rows('SELECT * FROM request WHERE room = ? ORDER BY at, user', [room])).map(toRequest)

export const readRequestsOf = async (database: Database, user: string): Promise<RequestRow[]> =>
  (await database.rows('SELECT * FROM request WHERE user = ? ORDER BY at, room', [user])).map(toRequest)

const toRequest = (row: Row): RequestRow => ({
  room: String(row.room),
  user: String(row.user),
  name: String(row.name),
  note: String(row.note),
  at: Number(row.at),
  refused: numberOrNull(row.refused),
})
