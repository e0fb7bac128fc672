import type { InStatement } from '@libsql/client'
import type { Change } from '../../store.ts'
import type { Database } from '../database.ts'

export const putBlocks = (blocks: NonNullable<Change['blocks']>): InStatement[] =>
  blocks.map(({ user, blocked, on }) => ({
    sql: on
      ? 'INSERT OR IGNORE INTO block (user, blocked) VALUES (?, ?)'
      : 'DELETE FROM block WHERE user = ? AND blocked = ?',
    args: [user, blocked],
  }))

export const readBlocksOf = async (database: Database, user: string): Promise<string[]> => {
  const rows = await database.rows('SELECT blocked FROM block WHERE user = ? ORDER BY blocked', [user])
  return rows.map(({ blocked }) => String(blocked))
}
