import type { InStatement } from '@libsql/client'
import { rosterName } from '../../../shared/wire/documents.ts'
import type { Database } from './database.ts'

export const readDeletedRooms = async (database: Database): Promise<string[]> => {
  const rows = await database.rows(
    `SELECT id FROM room WHERE deleted IS NOT NULL AND (
       EXISTS (SELECT 1 FROM segment WHERE segment.room = room.id)
       OR EXISTS (SELECT 1 FROM writer WHERE writer.room = room.id)
       OR EXISTS (SELECT 1 FROM member WHERE member.room = room.id)
       OR EXISTS (SELECT 1 FROM request WHERE request.room = room.id)
       OR EXISTS (SELECT 1 FROM invitation WHERE invitation.room = room.id)
       OR EXISTS (SELECT 1 FROM answer WHERE answer ->> '$.result.room' = room.id AND answer ->> '$.result.name' <> '')
       OR EXISTS (SELECT 1 FROM document WHERE name = '${rosterName('')}' || room.id)
     ) ORDER BY id`,
  )
  return rows.map(({ id }) => String(id))
}

/**
 * Drops one segment after the other, some records at a time, and the small rows at the end. Resolves to whether
 * anything is left.
 */
export const dropSome = async (database: Database, room: string, limit: number): Promise<boolean> => {
  const [deleted] = await database.rows('SELECT 1 FROM room WHERE id = ? AND deleted IS NOT NULL', [room])
  if (!deleted) return false
  const [segment] = await database.rows('SELECT id FROM segment WHERE room = ? LIMIT 1', [room])
  await database.write(segment ? dropRecords(Number(segment.id), limit) : dropRest(room))
  return segment !== undefined
}

const dropRecords = (segment: number, limit: number): InStatement[] => [
  { sql: 'DELETE FROM snapshot WHERE segment = ?', args: [segment] },
  { sql: emptyRows, args: [segment, limit] },
  {
    sql: 'DELETE FROM segment WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM record WHERE segment = ?1)',
    args: [segment],
  },
]

/**
 * Bytes to drop in one step. SQLite clears every page that goes, so two hundred of the largest records at once would
 * hold everybody up for 0.1 s.
 */
const stepBytes = 2 ** 19

/**
 * The rows stay, emptied and without a room. If they were deleted, SQLite would move their neighbours of other rooms
 * and leave copies of them behind (3.45: of a dozen in four thousand). A row that shrinks stays where it is, and the
 * bytes that it gives up are cleared.
 */
const emptyRows = `
  UPDATE record SET segment = 0, client = 0, clock = id, length = 0, seq = NULL, kind = NULL, time = NULL, at = 0, key = NULL,
    blank = 1, bytes = NULL
  WHERE id IN (
    SELECT id FROM (
      SELECT id, sum(size) OVER (ORDER BY client, clock) AS total FROM (
        SELECT id, client, clock, length(bytes) AS size FROM record WHERE segment = ? ORDER BY client, clock LIMIT ?
      )
    ) WHERE total IS NULL OR total <= ${stepBytes}
  )`

/** A writer's row stays, because the emptied rows refer to it, but it no longer says whose they were. */
const dropRest = (room: string): InStatement[] =>
  [
    "UPDATE writer SET room = '', device = id, user = '' WHERE room = ?",
    'DELETE FROM member WHERE room = ?',
    'DELETE FROM request WHERE room = ?',
    'DELETE FROM invitation WHERE room = ?',
    `UPDATE answer SET answer = json_set(answer, '$.result.name', '')
     WHERE answer ->> '$.result.room' = ? AND answer ->> '$.result.name' <> ''`,
    `DELETE FROM document WHERE name = '${rosterName('')}' || ?`,
  ].map((sql) => ({ sql, args: [room] }))
