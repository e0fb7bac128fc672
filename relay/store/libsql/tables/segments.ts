import type { InStatement, Row } from '@libsql/client'
import { type Kind, kinds, refersToAnother } from '../../../../shared/record/kinds.ts'
import { limits } from '../../../../shared/record/limits.ts'
import type { DeletedRange, StateVector } from '../../../../shared/wire/update.ts'
import {
  emptySegment,
  noDevice,
  type Page,
  type PageEnd,
  type SealedSegment,
  type SegmentState,
} from '../../records.ts'
import { lateKind, nameOf, pageOf, pageRows, rangesOf, type SliceRow } from '../../slices.ts'
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
    if (row.oldest !== null) state.oldest = Math.min(state.oldest || Number(row.oldest), Number(row.oldest))
  }
  return state
}

/** Whether it is only how far somebody has read. `isSeenKey` says the same of a key that the gate has admitted. */
const isSeen = `coalesce(key GLOB 'seen/${'?'.repeat(22)}', 0)`

const selectState = `
  SELECT client, max(clock + length) AS next, count(CASE WHEN NOT ${isSeen} THEN kind END) AS records, count(*) AS rows,
    min(CASE WHEN NOT ${isSeen} THEN time END) AS oldest, max(time) AS newest,
    count(CASE WHEN kind IN (${withoutRef}) AND NOT ${isSeen} THEN 1 END) AS posts,
    CASE WHEN carried THEN '${noDevice}' ELSE (SELECT device FROM writer WHERE writer.id = record.writer) END AS device
  FROM record WHERE segment = (SELECT id FROM segment WHERE room = ? AND number = ?)
  GROUP BY client ORDER BY client`

/** The newest time in one room, or in all. Every act asks for its room's, so that query must not read other rooms. */
export const readNewestTime = async (database: Database, room: string | null): Promise<number> => {
  const all = 'SELECT max(newest) AS newest FROM segment'
  const [row] = await (room === null ? database.rows(all, []) : database.rows(`${all} WHERE room = ?`, [room]))
  return Number(row?.newest ?? 0)
}

export const readPage = async (
  database: Database,
  room: string,
  number: number,
  from: StateVector,
  after: PageEnd | null,
): Promise<Page> => {
  const { client, clock } = after ?? beforeAll
  const rows = await database.rows(selectRows, [JSON.stringify([...from]), room, number, client, clock])
  return pageOf(rows.map(toSliceRow), from, after, pageRows)
}

const beforeAll = { client: -1, clock: -1 }

/**
 * Everything except the bytes comes as one column, because the driver takes as long for a small column as for a large one. This halves the time for
 * a segment.
 *
 * What a client holds of a segment is mostly all of it, by thousands of Yjs client ids that it may also make up. SQLite joins
 * such a list row by row (16,000 rows and 4,000 ids took 3 s), so only ids that are held in part are joined.
 */
const selectRows = `
  WITH held AS MATERIALIZED (
    SELECT value ->> 0 AS client, value ->> 1 AS clock, value ->> 1 >= coalesce(
      (SELECT record.clock + record.length FROM record
       WHERE segment = (SELECT id FROM segment WHERE room = ?2 AND number = ?3) AND record.client = value ->> 0
       ORDER BY record.clock DESC LIMIT 1), 0) AS whole
    FROM json_each(?1) WHERE value ->> 0 >= ?4
  ), partly AS MATERIALIZED (SELECT client, clock FROM held WHERE NOT whole)
  SELECT json_array(record.client, record.clock, length,
    (SELECT device FROM writer WHERE writer.id = record.writer), seq,
    CASE WHEN kind = ${lateKind} AND at - time > ${limits.lateMs} THEN at END) AS place,
    CASE WHEN NOT blank THEN bytes END AS bytes
  FROM record LEFT JOIN partly ON partly.client = record.client
  WHERE segment = (SELECT id FROM segment WHERE room = ?2 AND number = ?3)
    AND (record.client, record.clock) > (?4, ?5)
    AND record.client NOT IN (SELECT client FROM held WHERE whole)
    AND (partly.clock IS NULL OR record.clock + length > partly.clock)
  ORDER BY record.client, record.clock
  LIMIT ${pageRows}`

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

export const readBlanks = async (database: Database, room: string, number: number): Promise<DeletedRange[]> => {
  const rows = await database.rows(
    `SELECT json_array(client, clock, length) AS place FROM record
     WHERE segment = (SELECT id FROM segment WHERE room = ? AND number = ?) AND blank
     ORDER BY client, clock`,
    [room, number],
  )
  return rangesOf(rows.map(toRange))
}

const toRange = (row: Row): DeletedRange => {
  const [client, clock, length] = JSON.parse(String(row.place)) as [number, number, number]
  return { client, clock, length }
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

/**
 * The snapshot of a page of a sealed segment. `missing`: there is none, or not after this row. Null: the segment is not
 * sealed.
 */
export const readSnapshotOf = async (
  database: Database,
  room: string,
  number: number,
  after: PageEnd | null,
): Promise<Page | 'missing' | null> => {
  const { client, clock } = after ?? beforeAll
  const [row] = await database.rows(
    `SELECT bytes FROM segment
     LEFT JOIN snapshot ON snapshot.segment = segment.id AND snapshot.client = ?3 AND snapshot.clock = ?4
     WHERE room = ?1 AND number = ?2 AND sealed_count IS NOT NULL`,
    [room, number, client, clock],
  )
  if (!row) return null
  return row.bytes === null ? 'missing' : readSnapshot(blob(row.bytes))
}

export const insertSnapshot = (room: string, number: number, after: PageEnd | null, page: Page): InStatement => {
  const { client, clock } = after ?? beforeAll
  return {
    sql: `INSERT INTO snapshot (segment, client, clock, bytes)
          SELECT id, ?3, ?4, ?5 FROM segment WHERE room = ?1 AND number = ?2`,
    args: [room, number, client, clock, writeSnapshot(page)],
  }
}
