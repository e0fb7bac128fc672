import type { InStatement } from '@libsql/client'
import { padded, padding } from '../../padding.ts'
import type { PictureRow } from '../../pictures.ts'
import { blob, type Database } from '../database.ts'

export const putPictures = (pictures: readonly PictureRow[]): InStatement[] =>
  pictures.map(({ hash, type, bytes, at }) => ({
    sql: `INSERT INTO picture (hash, type, at, bytes) VALUES (?, ?, ?, ?)
      ON CONFLICT (hash) DO UPDATE SET at = max(at, excluded.at)`,
    args: [hash, type, at, padded(bytes)],
  }))

export const readPicture = async (database: Database, hash: string): Promise<PictureRow | null> => {
  const [row] = await database.rows('SELECT type, at, bytes FROM picture WHERE hash = ?', [hash])
  if (!row) return null
  const bytes = blob(row.bytes).subarray(padding.length)
  return { hash, type: String(row.type) as PictureRow['type'], bytes, at: Number(row.at) }
}

/**
 * How many pictures to drop in one step, because SQLite clears every page of a picture. A step resolves to whether
 * there may be more.
 */
const atOnce = 16

export const dropUnusedPictures = async (database: Database, before: number): Promise<boolean> => {
  const rows = await database.rows(selectUnused, [before, atOnce])
  const hashes = JSON.stringify(rows.map(({ hash }) => hash))
  if (rows.length > 0)
    await database.write([
      { sql: 'DELETE FROM picture WHERE hash IN (SELECT value FROM json_each(?))', args: [hashes] },
    ])
  return rows.length === atOnce
}

const selectUnused = `
  SELECT hash FROM picture WHERE at < ?
    AND NOT EXISTS (SELECT 1 FROM user WHERE user.picture = hash AND NOT user.deleted)
    AND NOT EXISTS (SELECT 1 FROM room WHERE room.picture = hash AND room.deleted IS NULL)
  LIMIT ?`
