import type { InStatement, Row } from '@libsql/client'
import { type Kind, kinds, refersToAnother } from '../../../../shared/record/kinds.ts'
import { limits } from '../../../../shared/record/limits.ts'
import type { StateVector } from '../../../../shared/wire/update.ts'
import { emptySegment, noDevice, type SealedSegment, type SegmentState, type Slices } from '../../records.ts'
import { lateKind, nameOf, type SliceRow, slicesOf } from '../../slices.ts'
import { readSnapshot, writeSnapshot } from '../../snapshot.ts'
import { blob, type Database } from '../database.ts'

const withoutRef = Object.entries(kinds).flatMap(([kind, number]) => (refersToAnother(kind as Kind) ? [] : [number]))

export const readSegment = async (database: Database, room: string, number: number): Promise<SegmentState> => {
  const rows = await database.rows(selectState, [room, number])
  const state = emptySegment()
  for (const row of rows) {
    state.clocks.set(Number(row.client), Number(row.next))
    state.devices.set(Number(row.client), String(row.device))
    state.posts += Number(row.posts)
    state.records += Number(row.records)
    state.rows += Number(row.rows)
    if (row.newest === null) continue
    state.newest = Math.max(state.newest, Number(row.newest))
    state.oldest = Math.min(state.oldest || Number(row.oldest), Number(row.oldest))
  }
  return state
}

const selectState = `
  SELECT client, max(clock + length) AS next, count(kind) AS records, count(*) AS rows, min(time) AS oldest, max(time) AS newest,
    count(CASE WHEN kind IN (${withoutRef}) THEN 1 END) AS posts,
    CASE WHEN carried THEN '${noDevice}' ELSE (SELECT device FROM writer WHERE writer.id = record.writer) END AS device
  FROM record WHERE segment = (SELECT id FROM segment WHERE room = ? AND number = ?)
  GROUP BY client ORDER BY client`

/** The newest time in one room, or in all. Every act asks for its room's, so that query must not read other rooms. */
export const readNewestTime = async (database: Database, room: string | null): Promise<number> => {
  const all = 'SELECT max(newest) AS newest FROM segment'
  const [row] = await (room === null ? database.rows(all, []) : database.rows(`${all} WHERE room = ?`, [room]))
  return Number(row?.newest ?? 0)
}

export const readSlices = async (
  database: Database,
  room: string,
  number: number,
  from: StateVector,
): Promise<Slices> => {
  const rows = await database.rows(selectRows, [JSON.stringify([...from]), room, number])
  return slicesOf(rows.map(toSliceRow), from)
}

/**
 * Blank rows are read even if the client has them, because their clocks are the delete set. Everything except the bytes
 * comes as one column, because the driver takes as long for a small column as for a large one. This halves the time for
 * a segment.
 */
const selectRows = `
  WITH held AS (SELECT value ->> 0 AS client, value ->> 1 AS clock FROM json_each(?))
  SELECT json_array(record.client, record.clock, length,
    (SELECT device FROM writer WHERE writer.id = record.writer), seq,
    CASE WHEN kind = ${lateKind} AND at - time > ${limits.lateMs} THEN at END) AS place,
    CASE WHEN NOT blank THEN bytes END AS bytes
  FROM record LEFT JOIN held ON held.client = record.client
  WHERE segment = (SELECT id FROM segment WHERE room = ? AND number = ?)
    AND (blank OR held.clock IS NULL OR record.clock + length > held.clock)
  ORDER BY record.client, record.clock`

type Place = [client: number, clock: number, length: number, device: string, seq: number | null, late: number | null]

const toSliceRow = (row: Row): SliceRow => {
  const [client, clock, length, device, seq, late] = JSON.parse(String(row.place)) as Place
  return {
    client,
    clock,
    length,
    name: nameOf(device, seq ?? 0),
    bytes: row.bytes === null ? null : blob(row.bytes),
    late,
  }
}

export const sealSegments = (segments: readonly SealedSegment[]): InStatement[] => [
  {
    sql: `
      INSERT INTO segment (room, number, sealed_from, sealed_to, sealed_count)
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
      ON CONFLICT DO UPDATE SET
        sealed_from = excluded.sealed_from, sealed_to = excluded.sealed_to, sealed_count = excluded.sealed_count`,
    args: [JSON.stringify(segments.map(({ room, segment, from, to, count }) => [room, segment, from, to, count]))],
  },
]

export const readSealed = async (database: Database, room: string): Promise<SealedSegment[]> => {
  const rows = await database.rows(
    `SELECT number, sealed_from, sealed_to, sealed_count FROM segment
     WHERE room = ? AND sealed_count IS NOT NULL ORDER BY number`,
    [room],
  )
  return rows.map((row) => ({
    room,
    segment: Number(row.number),
    from: Number(row.sealed_from),
    to: Number(row.sealed_to),
    count: Number(row.sealed_count),
  }))
}

/** The snapshot of a sealed segment. `missing`: it has none yet. Null: the segment is not sealed. */
export const readSnapshotOf = async (
  database: Database,
  room: string,
  number: number,
): Promise<Slices | 'missing' | null> => {
  const [row] = await database.rows(
    `SELECT bytes FROM segment LEFT JOIN snapshot ON snapshot.segment = segment.id
     WHERE room = ? AND number = ? AND sealed_count IS NOT NULL`,
    [room, number],
  )
  if (!row) return null
  return row.bytes === null ? 'missing' : readSnapshot(blob(row.bytes))
}

export const insertSnapshot = (room: string, number: number, slices: Slices): InStatement => ({
  sql: `INSERT OR REPLACE INTO snapshot SELECT id, ?3 FROM segment WHERE room = ?1 AND number = ?2`,
  args: [room, number, writeSnapshot(slices)],
})
