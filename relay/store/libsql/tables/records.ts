import type { InStatement, Row } from '@libsql/client'
import { utf8 } from '../../../../shared/bytes.ts'
import { kindOf, kinds } from '../../../../shared/record/kinds.ts'
import { comparePositions } from '../../../../shared/record/name.ts'
import type { KeptRecord, RecordRow } from '../../records.ts'
import { nameOf } from '../../slices.ts'
import type { Change } from '../../store.ts'
import { blob, type Database } from '../database.ts'
import { refIn } from '../schema.ts'

/**
 * Three statements for any number of rows. The driver compiles a statement each time it runs, so a statement that takes
 * the rows as JSON, and all their bytes as one blob to cut from, costs a quarter of one insert per row.
 */
export const insertRecords = (records: readonly RecordRow[]): InStatement[] => {
  const rows = JSON.stringify(packRows(records))
  return [
    { sql: insertSegments, args: [rows] },
    { sql: insertWriters, args: [rows] },
    { sql: insertRows, args: [rows, joinBytes(records)] },
  ]
}

/** The values of each row, in the order in which the statements below read them by number. */
const packRows = (records: readonly RecordRow[]): unknown[][] => {
  let from = 1 // substr counts from 1
  return records.map((row) => {
    const { room, segment, client, clock, device, user, at } = row
    const place = [room, segment, device, user, client, clock, at]
    if (row.state === 'empty') return [...place, row.length, null, null, null, null, null, null]
    const bytes = [from, row.bytes.length]
    from += row.bytes.length
    if (row.state === 'repeat') return [...place, 1, row.seq, null, null, null, ...bytes]
    return [...place, 1, row.seq, kinds[row.kind], row.time, row.key, ...bytes, row.carried ? 1 : 0]
  })
}

const joinBytes = (records: readonly RecordRow[]): Uint8Array => {
  const length = records.reduce((sum, row) => sum + (row.state === 'empty' ? 0 : row.bytes.length), 0)
  const joined = new Uint8Array(length)
  let at = 0
  for (const row of records) {
    if (row.state === 'empty') continue
    joined.set(row.bytes, at)
    at += row.bytes.length
  }
  return joined
}

const insertSegments = `
  INSERT INTO segment (room, number, newest)
  SELECT value ->> 0, value ->> 1, max(value ->> 10) FROM json_each(?) GROUP BY 1, 2
  ON CONFLICT DO UPDATE SET newest = max(coalesce(newest, excluded.newest), coalesce(excluded.newest, newest))`

const insertWriters = `
  INSERT INTO writer (room, device, user)
  SELECT DISTINCT value ->> 0, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
  ON CONFLICT DO NOTHING`

const insertRows = `
  INSERT INTO record (segment, writer, client, clock, at, length, seq, kind, time, key, blank, bytes, carried)
  SELECT segment.id, writer.id, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10,
    value ->> 11, value ->> 12 IS NULL, substr(?2, value ->> 12, value ->> 13),
    coalesce(value ->> 14, 0)
  FROM json_each(?1)
  JOIN segment ON segment.room = value ->> 0 AND segment.number = value ->> 1
  JOIN writer ON writer.room = value ->> 0 AND writer.device = value ->> 2`

export const blankRecords = (names: NonNullable<Change['blank']>): InStatement[] => [
  { sql: blankRows, args: [JSON.stringify(names.map(({ room, device, seq }) => [room, device, seq]))] },
]

const copiesOf = (which: string): string => `
  SELECT record.id FROM json_each(?1)
  JOIN writer ON writer.room = value ->> 0 AND writer.device = value ->> 1
  JOIN record ON record.writer = writer.id AND record.seq = value ->> 2 AND ${which}`

const blankRows = `
  UPDATE record SET blank = 1, bytes = zeroblob(length(bytes)) WHERE id IN (
    ${copiesOf('record.kind IS NOT NULL')}
    UNION ALL ${copiesOf('record.kind IS NULL AND record.seq IS NOT NULL')}
  )`

export const readRecord = async (
  database: Database,
  room: string,
  device: string,
  seq: number,
): Promise<KeptRecord | null> => {
  const [row] = await database.rows(
    `${selectRecord} WHERE writer.room = ? AND writer.device = ? AND record.seq = ? AND record.kind IS NOT NULL`,
    [room, device, seq],
  )
  return row ? toRecord(row) : null
}

export const readEditsOf = (database: Database, room: string, segment: number, name: string): Promise<KeptRecord[]> =>
  readAbout(database, 2, room, segment, name)

export const readClosingOf = async (
  database: Database,
  room: string,
  segment: number,
  name: string,
): Promise<KeptRecord | null> => (await readAbout(database, 9, room, segment, name))[0] ?? null

/** There is an index on the records of each of these kinds, and it is found only if the statement has the number. */
const readAbout = async (
  database: Database,
  kind: 2 | 9,
  room: string,
  segment: number,
  name: string,
): Promise<KeptRecord[]> => {
  const rows = await database.rows(
    `${selectRecord} WHERE segment.room = ? AND segment.number = ? AND record.kind = ${kind} AND NOT record.blank
     AND ${refIn('record.')} = ?`,
    [room, segment, utf8(name)],
  )
  return rows.map(toRecord)
}

/** A setting is blanked as soon as a newer one replaces it, so a key has only a row or two. */
export const readSetting = async (database: Database, room: string, key: string): Promise<KeptRecord | null> => {
  const rows = await database.rows(`${selectRecord} WHERE segment.room = ? AND record.key = ? AND NOT blank`, [
    room,
    key,
  ])
  const records = rows.map(toRecord)
  return records.sort((a, b) => comparePositions(position(b), position(a)))[0] ?? null
}

const position = ({ time, device, seq }: KeptRecord) => ({ time, name: nameOf(device, seq) })

const selectRecord = `
  SELECT segment.number AS segment, record.client, record.clock, writer.user, writer.device, record.seq, record.kind,
    record.time, CASE WHEN NOT blank THEN bytes END AS bytes
  FROM record JOIN segment ON segment.id = record.segment JOIN writer ON writer.id = record.writer`

const toRecord = (row: Row): KeptRecord => ({
  segment: Number(row.segment),
  client: Number(row.client),
  clock: Number(row.clock),
  user: String(row.user),
  device: String(row.device),
  seq: Number(row.seq),
  kind: kindOf(Number(row.kind)) ?? 'post',
  time: Number(row.time),
  bytes: row.bytes === null ? null : blob(row.bytes),
})

export const readLastSeqs = async (
  database: Database,
  room: string,
  devices: readonly string[],
): Promise<Map<string, number>> => {
  const rows = await database.rows(
    `SELECT device, (SELECT max(seq) FROM record WHERE writer = writer.id AND kind IS NOT NULL) AS last
     FROM writer WHERE room = ? AND device IN (SELECT value FROM json_each(?))`,
    [room, JSON.stringify(devices)],
  )
  return new Map(rows.filter(({ last }) => last !== null).map(({ device, last }) => [String(device), Number(last)]))
}
