import type { Kind } from '../../shared/record/kinds.ts'
import { type Journal, Table } from './memory-table.ts'
import type { Change, DeviceRow, MemberRow, RecordRow, RoomRow, SealedSegment, UserRow } from './store.ts'

/** What a memory store holds. A change that breaks half way is undone. */
export class MemoryDisk {
  readonly #journal: Journal = []
  readonly rooms = new Table<RoomRow>(this.#journal)
  readonly roomByNameKey = new Table<string>(this.#journal)
  readonly members = new Table<MemberRow>(this.#journal)
  readonly users = new Table<UserRow>(this.#journal)
  readonly userByUsername = new Table<string>(this.#journal)
  readonly devices = new Table<DeviceRow>(this.#journal)
  readonly documents = new Table<Uint8Array>(this.#journal)
  readonly answers = new Table<string>(this.#journal)
  readonly sealed = new Table<SealedSegment>(this.#journal)
  readonly #segments = new Map<string, Table<MemoryRow>>()
  /** Where the record of a name lies, and every repeat of it. */
  readonly #records = new Table<MemoryRow>(this.#journal)
  readonly #repeats = new Table<readonly MemoryRow[]>(this.#journal)

  apply(change: Change): void {
    try {
      this.#applyAll(change)
    } catch (error) {
      for (const undo of this.#journal.reverse()) undo()
      throw error
    } finally {
      this.#journal.length = 0
    }
  }

  record(room: string, device: string, seq: number): MemoryRow | undefined {
    return this.#records.get(nameKey(room, device, seq))
  }

  /** Rows of a segment by (client, clock). */
  segment(room: string, segment: number): MemoryRow[] {
    const rows = [...(this.#segments.get(`${room}/${segment}`)?.values() ?? [])]
    return rows.sort((a, b) => a.client - b.client || a.clock - b.clock)
  }

  /** Rows of all segments of a room, in no order. */
  *ofRoom(room: string): Iterable<MemoryRow> {
    for (const [key, rows] of this.#segments) if (key.startsWith(`${room}/`)) yield* rows.values()
  }

  #applyAll({ users, devices, rooms, members, records, blank, seal, documents, answers }: Change): void {
    for (const row of users ?? []) this.#putUser(row)
    for (const row of devices ?? []) this.devices.insert(row.id, row)
    for (const row of rooms ?? []) this.#putRoom(row)
    for (const row of members ?? []) this.members.put(`${row.room}/${row.user}`, structuredClone(row))
    for (const row of records ?? []) this.#insertRecord(toMemoryRow(row))
    for (const { room, device, seq } of blank ?? []) this.#blank(nameKey(room, device, seq))
    for (const row of seal ?? []) this.sealed.put(`${row.room}/${row.segment}`, row)
    for (const { name, state } of documents ?? []) this.documents.put(name, state.slice())
    for (const { user, key, answer } of answers ?? []) this.answers.insert(`${user}/${key}`, answer)
  }

  #putUser(row: UserRow): void {
    const before = this.users.get(row.id)
    if (before) this.userByUsername.delete(before.username)
    this.userByUsername.insert(row.username, row.id)
    this.users.put(row.id, row)
  }

  #putRoom(row: RoomRow): void {
    const before = this.rooms.get(row.id)
    if (before && before.nameKey !== null) this.roomByNameKey.delete(before.nameKey)
    if (row.nameKey !== null) this.roomByNameKey.insert(row.nameKey, row.id)
    this.rooms.put(row.id, row)
  }

  #insertRecord(row: MemoryRow): void {
    const segment = this.#rowsOf(row)
    segment.insert(rowKey(row), row)
    if (row.seq === null) return
    const name = nameKey(row.room, row.device, row.seq)
    if (row.kind !== null) this.#records.insert(name, row)
    else this.#repeats.put(name, [...(this.#repeats.get(name) ?? []), row])
  }

  #blank(name: string): void {
    const record = this.#records.get(name)
    if (record) this.#records.put(name, this.#blanked(record))
    const repeats = this.#repeats.get(name)
    if (repeats)
      this.#repeats.put(
        name,
        repeats.map((row) => this.#blanked(row)),
      )
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
  key: string | null
  bytes: Uint8Array | null
}

const toMemoryRow = (row: RecordRow): MemoryRow => {
  const { room, segment, client, clock, device, user, at } = row
  const place = { room, segment, client, clock, length: 1, device, user, at }
  const blank = { seq: null, kind: null, time: 0, key: null, bytes: null }
  if (row.state === 'empty') return { ...place, ...blank, length: row.length }
  if (row.state === 'repeat') return { ...place, ...blank, seq: row.seq, bytes: row.bytes.slice() }
  return { ...place, seq: row.seq, kind: row.kind, time: row.time, key: row.key, bytes: row.bytes.slice() }
}

const rowKey = ({ client, clock }: MemoryRow): string => `${client}/${clock}`
const nameKey = (room: string, device: string, seq: number): string => `${room}/${device}.${seq}`
