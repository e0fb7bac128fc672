import type { Row } from '@libsql/client'
import type { WrittenRow } from '../../records.ts'
import { blob, type Database } from '../database.ts'

export const readRecordsOf = async (
  database: Database,
  room: string,
  user: string,
  limit: number,
): Promise<{ device: string; seq: number; segment: number }[]> => {
  const rows = await database.rows(
    `SELECT device, seq, segment.number AS segment FROM writer
     JOIN record ON record.writer = writer.id AND kind IS NOT NULL AND NOT blank
     JOIN segment ON segment.id = record.segment
     WHERE writer.room = ? AND writer.user = ? LIMIT ?`,
    [room, user, limit],
  )
  return rows.map(({ device, seq, segment }) => ({
    device: String(device),
    seq: Number(seq),
    segment: Number(segment),
  }))
}

/** A page takes equally long however much is left, because at most as many rows are read per device as fit on it. */
export const readWrittenBy = async (
  database: Database,
  user: string,
  after: WrittenRow | null,
  limit: number,
): Promise<WrittenRow[]> => {
  const page: WrittenRow[] = []
  for (const [room, writers] of await readWriters(database, user, after?.room ?? '')) {
    const from = after?.room === room ? after : null
    const pages = writers.map((writer) => readWritten(database, writer, from, limit - page.length))
    const rows = (await Promise.all(pages)).flat().sort(byPlace)
    page.push(...rows.slice(0, limit - page.length))
    if (page.length >= limit) break
  }
  return page
}

interface WriterRow {
  id: number
  room: string
  device: string
}

const readWriters = async (database: Database, user: string, from: string): Promise<Map<string, WriterRow[]>> => {
  const rows = await database.rows(
    'SELECT id, room, device FROM writer WHERE user = ? AND room >= ? ORDER BY room, device',
    [user, from],
  )
  const byRoom = new Map<string, WriterRow[]>()
  for (const { id, room, device } of rows) {
    const writer = { id: Number(id), room: String(room), device: String(device) }
    byRoom.set(writer.room, [...(byRoom.get(writer.room) ?? []), writer])
  }
  return byRoom
}

const readWritten = async (
  database: Database,
  { id, room, device }: WriterRow,
  after: WrittenRow | null,
  limit: number,
): Promise<WrittenRow[]> => {
  const rows = await database.rows(
    `SELECT seq, time, bytes, (SELECT number FROM segment WHERE segment.id = record.segment) AS segment
     FROM record WHERE writer = ? AND kind IS NOT NULL AND NOT blank AND time >= ? AND (time, ?, seq) > (?, ?, ?)
     ORDER BY time, seq LIMIT ?`,
    [id, after?.time ?? 0, device, after?.time ?? -1, after?.device ?? '', after?.seq ?? 0, limit],
  )
  return rows.map((row) => toWritten(row, room, device))
}

const toWritten = ({ seq, time, bytes, segment }: Row, room: string, device: string): WrittenRow => ({
  room,
  device,
  seq: Number(seq),
  segment: Number(segment),
  time: Number(time),
  bytes: blob(bytes),
})

const byPlace = (a: WrittenRow, b: WrittenRow): number =>
  a.time - b.time || (a.device < b.device ? -1 : a.device > b.device ? 1 : a.seq - b.seq)
