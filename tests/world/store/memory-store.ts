import { Life } from '../../../relay/store/life.ts'
import { lateAt, nameOf, type SliceRow, slicesOf } from '../../../relay/store/slices.ts'
import {
  type Change,
  type DeviceRow,
  emptySegment,
  type GoneRow,
  type InvitationRow,
  type KeptRecord,
  type MemberRow,
  noDevice,
  type PictureRow,
  type PublicRoomRow,
  type RequestRow,
  type RoomRow,
  type SealedSegment,
  type SegmentState,
  type Slices,
  type Store,
  type UserRow,
  type WrittenRow,
} from '../../../relay/store/store.ts'
import { refersToAnother } from '../../../shared/record/kinds.ts'
import { comparePositions } from '../../../shared/record/name.ts'
import type { Rationed } from '../../../shared/room/acts.ts'
import type { StateVector } from '../../../shared/wire/update.ts'
import { MemoryDisk } from './memory-disk.ts'
import type { MemoryRow, WrittenMemoryRow } from './memory-records.ts'

/**
 * The store for tests. It uses no timer and no randomness, so every run is the same. A change is stored when `commit`
 * returns; use a wrapper for delays, crashes and full disks.
 */
export class MemoryStore implements Store {
  readonly disk: MemoryDisk
  readonly life: Life

  /** `disk`: the data of an earlier store, to simulate a restart. */
  constructor({ disk = new MemoryDisk(), life = new Life(0, () => 0.5) } = {}) {
    this.disk = disk
    this.life = life
  }

  async commit(change: Change): Promise<void> {
    this.disk.apply(change)
  }

  async close(): Promise<void> {}

  async segment(room: string, segment: number): Promise<SegmentState> {
    return stateOf(this.disk.records.segment(room, segment))
  }

  async slices(room: string, segment: number, from: StateVector): Promise<Slices> {
    return slicesOf(this.disk.records.segment(room, segment).map(toSliceRow), from)
  }

  async record(room: string, device: string, seq: number): Promise<KeptRecord | null> {
    return toKept(this.disk.records.named(room, device, seq))
  }

  async lastSeqs(room: string, devices: readonly string[]): Promise<Map<string, number>> {
    const last = new Map<string, number>()
    for (const { device, seq, kind } of this.disk.records.ofRoom(room))
      if (seq !== null && kind !== null && devices.includes(device))
        last.set(device, Math.max(seq, last.get(device) ?? 0))
    return last
  }

  async setting(room: string, key: string): Promise<KeptRecord | null> {
    const rows = [...this.disk.records.ofRoom(room)].filter((row) => row.key === key && row.bytes !== null)
    return toKept(rows.sort((a, b) => comparePositions(position(b), position(a)))[0])
  }

  async newestTime(room: string | null): Promise<number> {
    const { records } = this.disk
    let newest = 0
    for (const { kind, time } of room === null ? records.all() : records.ofRoom(room))
      if (kind !== null && time > newest) newest = time
    return newest
  }

  async room(id: string): Promise<RoomRow | null> {
    return this.disk.rooms.get(id) ?? null
  }

  async roomByNameKey(key: string): Promise<RoomRow | null> {
    return this.room(this.disk.roomByNameKey.get(key) ?? '')
  }

  async publicRooms(): Promise<PublicRoomRow[]> {
    return [...this.disk.rooms.values()]
      .filter(({ kind, visibility, deleted }) => kind === 'room' && visibility === 'public' && deleted === null)
      .map((room) => publicRow(this.disk, room))
      .filter(({ members }) => members > 0)
      .sort(byId)
  }

  async members(room: string): Promise<MemberRow[]> {
    const members = [...this.disk.members.values()].filter((row) => row.room === room)
    return members.sort((a, b) => (a.user < b.user ? -1 : 1))
  }

  async roomsOf(user: string): Promise<{ room: RoomRow; member: MemberRow }[]> {
    const found: { room: RoomRow; member: MemberRow }[] = []
    for (const member of this.disk.members.values()) {
      const room = this.disk.rooms.get(member.room)
      if (member.user === user && member.role !== null && isOpenToOthers(room)) found.push({ room, member })
    }
    return found.sort((a, b) => byId(a.room, b.room))
  }

  async roomsEverOf(user: string): Promise<string[]> {
    const members = [...this.disk.members.values()].filter((row) => row.user === user && row.room !== user)
    return members.map(({ room }) => room).sort()
  }

  async requests(room: string): Promise<RequestRow[]> {
    const asked = [...this.disk.requests.values()].filter((row) => row.room === room)
    return asked.sort((a, b) => a.at - b.at || compare(a.user, b.user))
  }

  async requestsOf(user: string): Promise<RequestRow[]> {
    const asked = [...this.disk.requests.values()].filter((row) => row.user === user)
    return asked.sort((a, b) => a.at - b.at || compare(a.room, b.room))
  }

  async invitations(room: string): Promise<InvitationRow[]> {
    const invitations = [...this.disk.invitations.values()].filter((row) => row.room === room)
    return invitations.sort((a, b) => a.made - b.made || byId(a, b))
  }

  async invitationByHash(room: string, hash: string): Promise<InvitationRow | null> {
    const [first] = (await this.invitations(room)).filter((row) => row.hash === hash).sort(byId)
    return first ?? null
  }

  async goneDue(before: number): Promise<GoneRow[]> {
    const isDeleted = (room: string) => (this.disk.rooms.get(room)?.deleted ?? null) !== null
    const stands = ({ why, name, room }: GoneRow) => why === 'banned' && name === '' && !isDeleted(room)
    const due = [...this.disk.gone.values()].filter(
      (row) => (row.at < before && !stands(row)) || (row.name !== '' && isDeleted(row.room)),
    )
    return due.sort((a, b) => compare(a.user, b.user) || compare(a.room, b.room))
  }

  async goneOf(user: string, since: number): Promise<GoneRow[]> {
    const gone = [...this.disk.gone.values()].filter((row) => row.user === user && row.at >= since)
    return gone.sort((a, b) => compare(a.room, b.room))
  }

  async segments(room: string): Promise<SealedSegment[]> {
    const sealed = [...this.disk.sealed.values()].filter((row) => row.room === room)
    return sealed.sort((a, b) => a.segment - b.segment)
  }

  async user(id: string): Promise<UserRow | null> {
    return this.disk.users.get(id) ?? null
  }

  async users(ids: readonly string[]): Promise<UserRow[]> {
    return [...this.disk.users.values()].filter(({ id }) => ids.includes(id)).sort(byId)
  }

  async device(id: string): Promise<DeviceRow | null> {
    return this.disk.devices.get(id) ?? null
  }

  async devicesOf(users: readonly string[]): Promise<DeviceRow[]> {
    const devices = [...this.disk.devices.values()].filter(({ user }) => users.includes(user))
    return devices.sort((a, b) => a.added - b.added || byId(a, b))
  }

  async seen(users: readonly string[]): Promise<Map<string, number>> {
    const known = [...users].sort().flatMap((user) => {
      const at = this.disk.seen.get(user)
      return at === undefined ? [] : [[user, at] as const]
    })
    return new Map(known)
  }

  async blocksOf(user: string): Promise<string[]> {
    const blocks = [...this.disk.blocks.values()].filter((row) => row.user === user)
    return blocks.map(({ blocked }) => blocked).sort()
  }

  async picture(hash: string): Promise<PictureRow | null> {
    return this.disk.pictures.get(hash) ?? null
  }

  async erasuresDue(now: number): Promise<{ room: string; user: string }[]> {
    const due = [...this.disk.members.values()].filter(
      ({ room, user, erasing }) => erasing !== null && erasing <= now && this.#written(user, room).length > 0,
    )
    return due
      .map(({ room, user }) => ({ room, user }))
      .sort((a, b) => compare(a.room, b.room) || compare(a.user, b.user))
  }

  async recordsOf(
    room: string,
    user: string,
    limit: number,
  ): Promise<{ device: string; seq: number; segment: number }[]> {
    const rows = this.#written(user, room).slice(0, limit)
    return rows.map(({ device, seq, segment }) => ({ device, seq, segment }))
  }

  async writtenBy(user: string, after: WrittenRow | null, limit: number): Promise<WrittenRow[]> {
    const rows = this.#written(user).map(toWritten).sort(byRoomAndTime)
    return rows.filter((row) => after === null || byRoomAndTime(row, after) > 0).slice(0, limit)
  }

  async deletedRooms(): Promise<string[]> {
    const rooms = [...this.disk.rooms.values()].filter(({ id, deleted }) => deleted !== null && this.disk.holds(id))
    return rooms.map(({ id }) => id).sort()
  }

  async dropSome(room: string, limit: number): Promise<boolean> {
    return this.disk.rooms.get(room)?.deleted != null && this.disk.dropSome(room, limit)
  }

  async dropUnusedPictures(before: number): Promise<void> {
    const rooms = [...this.disk.rooms.values()].filter(({ deleted }) => deleted === null)
    const users = [...this.disk.users.values()].filter(({ deleted }) => !deleted)
    const shown = new Set([...rooms, ...users].map(({ picture }) => picture))
    this.disk.dropPictures(({ hash, at }) => at < before && !shown.has(hash))
  }

  /** What a user wrote, in one room or in all. */
  #written(user: string, room?: string): WrittenMemoryRow[] {
    const rows = [...this.disk.records.unerased()]
    return rows.filter((row) => row.user === user && (room === undefined || row.room === room))
  }

  async document(name: string): Promise<Uint8Array | null> {
    return this.disk.documents.get(name) ?? null
  }

  async doneSince(user: string, what: Rationed, since: number): Promise<number> {
    const rows = [...this.disk.done.values()].filter((row) => row.user === user && row.what === what && row.at > since)
    return rows.reduce((sum, { count }) => sum + count, 0)
  }

  async answer(user: string, key: string): Promise<string | null> {
    return this.disk.answers.get(`${user}/${key}`) ?? null
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byId = (a: { id: string }, b: { id: string }): number => compare(a.id, b.id)
const byRoomAndTime = (a: WrittenRow, b: WrittenRow): number =>
  compare(a.room, b.room) || a.time - b.time || compare(a.device, b.device) || a.seq - b.seq

const isOpenToOthers = (room: RoomRow | undefined): room is RoomRow =>
  room !== undefined && room.kind !== 'self' && room.deleted === null

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
  for (const { client, clock, length, device, carried, kind, time } of rows) {
    state.clocks.set(client, Math.max(clock + length, state.clocks.get(client) ?? 0))
    state.devices.set(client, carried ? noDevice : device)
    state.rows++
    if (kind === null) continue
    state.records++
    if (!refersToAnother(kind)) state.posts++
    state.newest = Math.max(state.newest, time)
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

const publicRow = (disk: MemoryDisk, { id, name, topic, picture, guests, archived }: RoomRow): PublicRoomRow => {
  const members = [...disk.members.values()].filter(({ room, role }) => room === id && role !== null).length
  let lastAt: number | null = null
  for (const { kind, time } of disk.records.ofRoom(id)) if (kind !== null) lastAt = Math.max(time, lastAt ?? 0)
  return { id, name, topic, picture, guests, archived, members, lastAt }
}
