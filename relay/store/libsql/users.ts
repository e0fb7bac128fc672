import type { InStatement, Row } from '@libsql/client'
import type { UserRow } from '../store.ts'
import type { Database } from './database.ts'

export const putUsers = (users: readonly UserRow[]): InStatement[] =>
  users.map(({ id, username, name, admin }) => ({
    sql: `
      INSERT INTO user (id, username, name, admin) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET username = excluded.username, name = excluded.name, admin = excluded.admin`,
    args: [id, username, name, admin],
  }))

export const readUserByUsername = async (database: Database, username: string): Promise<UserRow | null> => {
  const [row] = await database.rows('SELECT * FROM user WHERE username = ?', [username])
  return row ? toUser(row) : null
}

export const readUsers = async (database: Database, ids: readonly string[]): Promise<UserRow[]> => {
  const rows = await database.rows('SELECT * FROM user WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id', [
    JSON.stringify(ids),
  ])
  return rows.map(toUser)
}

const toUser = (row: Row): UserRow => ({
  id: String(row.id),
  username: String(row.username),
  name: String(row.name),
  admin: row.admin === 1,
})
