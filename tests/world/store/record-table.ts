import type { RecordRow } from '../../../relay/store/records.ts'
import type { Change } from '../../../relay/store/store.ts'
import type { Kind } from '../../../shared/record/kinds.ts'
import { type Journal, Table } from './memory-table.ts'

/** The records of a memory store, indexed by place and by name, with the repeats of each name. */
export class RecordTable {
  readonly #journal: Journal
  readonly #segments = new Map<string, Table<MemoryRow>>()
  readonly #records: Table<MemoryRow>
  readonly #repeats: Table<readonly MemoryRow[]>

  constructor(journal: Journal) {
    this.#journal = journal
    this.#records = new Table(journal)
    this.#repeats = new Table(journal)
  }

  named(room: string, device: string, seq: number): MemoryRow | undefined {
    return this.#records.get(nameKey(room, device, seq))
  }

  /** All records that have a name and are not blank, in no order. */
  *unerased(): Iterable<WrittenMemoryRow> {
    for (const row of this.#records.values()) if (isWritten(row)) yield row
  }

  /** Rows of a segment, sorted by (client, clock). */
  segment(room: string, segment: number): MemoryRow[] {
    const rows = [...(this.#segments.get(`${room}/${segment}`)?.values() ?? [])]
    return rows.sort((a, b) => a.client - b.client || a.clock - b.clock)
  }

  /** Rows of all segments of a room, in no order. */
  *ofRoom(room: string): Iterable<MemoryRow> {
    for (const [key, rows] of this.#segments) if (key.startsWith(`${room}/`)) yield* rows.values()
  }

  /** Rows of all rooms, in no order. */
  *all(): Iterable<MemoryRow> {
    for (const rows of this.#segments.values()) yield* rows.values()
  }

  insert(record: RecordRow): void {
    const row = toMemoryRow(record)
    this.#rowsOf(row).insert(rowKey(row), row)
    if (row.seq === null) return
    const name = nameKey(row.room, row.device, row.seq)
    if (row.kind !== null) this.#records.insert(name, row)
    else this.#repeats.put(name, [...(this.#repeats.get(name) ?? []), row])
  }

  blank({ room, device, seq }: NonNullable<Change['blank']>[number]): void {
    const name = nameKey(room, device, seq)
    const record = this.#records.get(name)
    if (record) this.#records.put(name, this.#blanked(record))
    const repeats = this.#repeats.get(name)
    if (repeats)
      this.#repeats.put(
        name,
        repeats.map((row) => this.#blanked(row)),
      )
  }

  /** Deletes up to `limit` rows of a room completely, without leaving blanks. */
  drop(room: string, limit: number): void {
    for (const row of [...this.ofRoom(room)].slice(0, limit)) {
      this.#rowsOf(row).delete(rowKey(row))
      if (row.seq === null) continue
      const name = nameKey(room, row.device, row.seq)
      if (row.kind !== null) this.#records.delete(name)
      else this.#repeats.delete(name)
    }
  }

  #blanked(row: MemoryRow): MemoryRow {
    const blank = { ...row, bytes: null }
    this.#rowsOf(row).put(rowKey(row), blank)
    return blank
  }

  #rowsOf({ room, segment }: MemoryRow): Table<MemoryRow> {
    const key = `${room}/${segment}`
    const rows = this.#segments.get(key) ?? new Table<MemoryRow>(this.#journal)
    this.#segments.set(key, rows)
    return rows
  }
}

export interface MemoryRow {
  room: string
  segment: number
  client: number
  clock: number
  length: number
  device: string
  user: string
  at: number
  /** Null for an empty run. */
  seq: number | null
  /** Null for an empty run and for a repeat. */
  kind: Kind | null
  time: number
  ref: string
  key: string | null
  carried: boolean
  bytes: Uint8Array | null
}
export type WrittenMemoryRow = MemoryRow & { seq: number; bytes: Uint8Array }

const isWritten = (row: MemoryRow): row is WrittenMemoryRow => row.seq !== null && row.bytes !== null

const toMemoryRow = (row: RecordRow): MemoryRow => {
  const { room, segment, client, clock, device, user, at } = row
  const place = { room, segment, client, clock, length: 1, device, user, at, carried: row.carried ?? false }
  const blank = { seq: null, kind: null, time: 0, ref: '', key: null, bytes: null }
  if (row.state === 'empty') return { ...place, ...blank, length: row.length }
  if (row.state === 'repeat') return { ...place, ...blank, seq: row.seq, bytes: row.bytes.slice() }
  return {
    ...place,
    seq: row.seq,
    kind: row.kind,
    time: row.time,
    ref: row.ref,
    key: row.key,
    bytes: row.bytes.slice(),
  }
}

const rowKey = ({ client, clock }: MemoryRow): string => `${client}/${clock}`
const nameKey = (room: string, device: string, seq: number): string => `${room}/${device}.${seq}`
