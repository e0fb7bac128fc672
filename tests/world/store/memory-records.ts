import {
  emptySegment,
  type KeptRecord,
  noDevice,
  type SegmentState,
  type StoredRecords,
  type WrittenRow,
} from '../../../relay/store/records.ts'
import { lateAt, nameOf, pageOf, pageRows, rangesOf, type SliceRow } from '../../../relay/store/slices.ts'
import { type Kind, refersToAnother } from '../../../shared/record/kinds.ts'
import { comparePositions } from '../../../shared/record/name.ts'
import { isSeenKey } from '../../../shared/room/seen.ts'
import type { MemoryDisk } from './memory-disk.ts'
import { compare } from './memory-order.ts'
import type { MemoryRow, WrittenMemoryRow } from './record-table.ts'

export const memoryRecords = (disk: MemoryDisk): StoredRecords => ({
  async segment(room, segment) {
    return stateOf(disk.records.segment(room, segment))
  },

  async page(room, segment, from, after) {
    const isLacking = ({ client, clock, length }: SliceRow) => clock + length > (from.get(client) ?? 0)
    const isNext = ({ client, clock }: SliceRow) =>
      after === null || client > after.client || (client === after.client && clock > after.clock)
    const rows = disk.records.segment(room, segment).map(toSliceRow)
    return pageOf(rows.filter((row) => isLacking(row) && isNext(row)).slice(0, pageRows), from, after, pageRows)
  },

  async blanks(room, segment) {
    const rows = disk.records.segment(room, segment).map(toSliceRow)
    return rangesOf(rows.filter(({ bytes }) => bytes === null))
  },

  async sealed(room) {
    const sealed = [...disk.sealed.values()].filter((row) => row.room === room)
    return sealed.sort((a, b) => a.segment - b.segment)
  },

  async byName(room, device, seq) {
    return toKept(disk.records.named(room, device, seq))
  },

  async editsOf(room, segment, name) {
    return about(disk, 'edit', room, segment, name)
  },

  async closingOf(room, segment, name) {
    return about(disk, 'close', room, segment, name)[0] ?? null
  },

  async lastSeqs(room, devices) {
    const last = new Map<string, number>()
    for (const { device, seq, kind } of disk.records.ofRoom(room))
      if (seq !== null && kind !== null && devices.includes(device))
        last.set(device, Math.max(seq, last.get(device) ?? 0))
    return last
  },

  async newestTime(room) {
    const { records } = disk
    let newest = 0
    for (const { kind, time } of room === null ? records.all() : records.ofRoom(room))
      if (kind !== null && time > newest) newest = time
    return newest
  },

  async setting(room, key) {
    const rows = [...disk.records.ofRoom(room)].filter((row) => row.key === key && row.bytes !== null)
    return toKept(rows.sort((a, b) => comparePositions(position(b), position(a)))[0])
  },

  async ofUser(room, user, limit) {
    const rows = writtenIn(disk, user, room).slice(0, limit)
    return rows.map(({ device, seq, segment }) => ({ device, seq, segment }))
  },

  async writtenBy(user, after, limit) {
    const rows = writtenIn(disk, user).map(toWritten).sort(byRoomAndTime)
    return rows.filter((row) => after === null || byRoomAndTime(row, after) > 0).slice(0, limit)
  },
})

const about = (disk: MemoryDisk, what: Kind, room: string, segment: number, name: string): KeptRecord[] =>
  disk.records
    .segment(room, segment)
    .filter(({ kind, ref, bytes }) => kind === what && ref === name && bytes !== null)
    .flatMap((row) => toKept(row) ?? [])

/** What a user wrote, in one room or in all. */
export const writtenIn = (disk: MemoryDisk, user: string, room?: string): WrittenMemoryRow[] => {
  const rows = [...disk.records.unerased()]
  return rows.filter((row) => row.user === user && (room === undefined || row.room === room))
}

const byRoomAndTime = (a: WrittenRow, b: WrittenRow): number =>
  compare(a.room, b.room) || a.time - b.time || compare(a.device, b.device) || a.seq - b.seq

const toWritten = ({ room, device, seq, segment, time, bytes }: WrittenMemoryRow): WrittenRow => ({
  room,
  device,
  seq,
  segment,
  time,
  bytes,
})

const stateOf = (rows: readonly MemoryRow[]): SegmentState => {
  const state = emptySegment()
  for (const { client, clock, length, device, carried, kind, time, key } of rows) {
    state.clocks.set(client, Math.max(clock + length, state.clocks.get(client) ?? 0))
    state.devices.set(client, carried ? noDevice : device)
    state.rows++
    if (kind === null) continue
    state.newest = Math.max(state.newest, time)
    if (key !== null && isSeenKey(key)) continue
    state.records++
    if (!refersToAnother(kind)) state.posts++
    state.oldest = Math.min(state.oldest || time, time)
  }
  return state
}

const toSliceRow = ({ client, clock, length, device, seq, kind, time, at, bytes }: MemoryRow): SliceRow => ({
  client,
  clock,
  length,
  name: nameOf(device, seq ?? 0),
  bytes,
  late: kind === null ? null : lateAt(kind, time, at),
})

const toKept = (row: MemoryRow | undefined): KeptRecord | null => {
  if (row === undefined || row.kind === null || row.seq === null) return null
  const { segment, client, clock, user, device, seq, kind, time, bytes } = row
  return { segment, client, clock, user, device, seq, kind, time, bytes }
}

const position = ({ time, device, seq }: MemoryRow) => ({ time, name: nameOf(device, seq ?? 0) })
