import { refersToAnother } from '../../shared/record/kinds.ts'
import { comparePositions } from '../../shared/record/name.ts'
import type { StateVector } from '../../shared/wire/update.ts'
import { MemoryDisk, type MemoryRow } from './memory-disk.ts'
import { lateAt, nameOf, type SliceRow, slicesOf } from './slices.ts'
import type {
  Change,
  DeviceRow,
  KeptRecord,
  MemberRow,
  PublicRoomRow,
  RoomRow,
  SealedSegment,
  SegmentState,
  Slices,
  Store,
  UserRow,
} from './store.ts'

/**
 * The store of tests: no timer and no chance, so a run is the same every time. A change is there when `commit` returns;
 * delays, crashes and full disks are for a wrapper to add.
 */
export class MemoryStore implements Store {
  readonly disk = new MemoryDisk()

  async commit(change: Change): Promise<void> {
    this.disk.apply(change)
  }

  async close(): Promise<void> {}

  async segment(room: string, segment: number): Promise<SegmentState> {
    return stateOf(this.disk.segment(room, segment))
  }

  async slices(room: string, segment: number, from: StateVector): Promise<Slices> {
    return slicesOf(this.disk.segment(room, segment).map(toSliceRow), from)
  }

  async record(room: string, device: string, seq: number): Promise<KeptRecord | null> {
    return toKept(this.disk.record(room, device, seq))
  }

  async lastSeqs(room: string, devices: readonly string[]): Promise<Map<string, number>> {
    const last = new Map<string, number>()
    for (const { device, seq, kind } of this.disk.ofRoom(room))
      if (seq !== null && kind !== null && devices.includes(device))
        last.set(device, Math.max(seq, last.get(device) ?? 0))
    return last
  }

  async setting(room: string, key: string): Promise<KeptRecord | null> {
    const rows = [...this.disk.ofRoom(room)].filter((row) => row.key === key && row.bytes !== null)
    return toKept(rows.sort((a, b) => comparePositions(position(b), position(a)))[0])
  }

  async room(id: string): Promise<RoomRow | null> {
    return this.disk.rooms.get(id) ?? null
  }

  async roomByNameKey(key: string): Promise<RoomRow | null> {
    return this.room(this.disk.roomByNameKey.get(key) ?? '')
  }

  async publicRooms(): Promise<PublicRoomRow[]> {
    return [...this.disk.rooms.values()]
      .filter(({ kind, visibility }) => kind === 'room' && visibility === 'public')
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
      if (member.user === user && member.role !== null && room?.kind === 'room') found.push({ room, member })
    }
    return found.sort((a, b) => byId(a.room, b.room))
  }

  async segments(room: string): Promise<SealedSegment[]> {
    const sealed = [...this.disk.sealed.values()].filter((row) => row.room === room)
    return sealed.sort((a, b) => a.segment - b.segment)
  }

  async user(id: string): Promise<UserRow | null> {
    return this.disk.users.get(id) ?? null
  }

  async userByUsername(username: string): Promise<UserRow | null> {
    return this.user(this.disk.userByUsername.get(username) ?? '')
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

  async document(name: string): Promise<Uint8Array | null> {
    return this.disk.documents.get(name) ?? null
  }

  async answer(user: string, key: string): Promise<string | null> {
    return this.disk.answers.get(`${user}/${key}`) ?? null
  }
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const stateOf = (rows: readonly MemoryRow[]): SegmentState => {
  const state: SegmentState = {
    clocks: new Map(),
    devices: new Map(),
    posts: 0,
    records: 0,
    rows: 0,
    oldest: 0,
    newest: 0,
  }
  for (const { client, clock, length, device, kind, time } of rows) {
    state.clocks.set(client, clock + length)
    state.devices.set(client, device)
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

const publicRow = (disk: MemoryDisk, { id, name, topic }: RoomRow): PublicRoomRow => {
  const members = [...disk.members.values()].filter(({ room, role }) => room === id && role !== null).length
  let lastAt: number | null = null
  for (const { kind, time } of disk.ofRoom(id)) if (kind !== null) lastAt = Math.max(time, lastAt ?? 0)
  return { id, name, topic, members, lastAt }
}
