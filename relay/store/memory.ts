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

interface Waiting {
  change: Change
  done(): void
  failed(error: unknown): void
}

/**
 * The store of the seeded simulation: no timer and no chance, so a run is the same every time. `turn` is how long a commit
 * takes; one microtask unless told otherwise.
 */
export class MemoryStore implements Store {
  readonly disk: MemoryDisk
  readonly #turn: () => Promise<void>
  #waiting: Waiting[] = []
  #running: Promise<void> | null = null
  #dead = false

  constructor(disk = new MemoryDisk(), turn: () => Promise<void> = async () => {}) {
    this.disk = disk
    this.#turn = turn
  }

  commit(change: Change): Promise<void> {
    if (this.#dead) return never()
    return new Promise((done, failed) => {
      this.#waiting.push({ change, done, failed })
      this.#running ??= this.#run()
    })
  }

  /**
   * The process dies: commits in flight are on the disk (`after`) or not (`before`), and neither they nor any later call
   * on this store is ever answered.
   */
  crash(when: 'before' | 'after'): void {
    this.#dead = true
    if (when === 'after') for (const { change } of this.#waiting) this.#tryApply(change)
    this.#waiting = []
  }

  /** A new process on the same disk. */
  reopen(): MemoryStore {
    return new MemoryStore(this.disk, this.#turn)
  }

  async close(): Promise<void> {
    while (this.#running) await this.#running
    this.#dead = true
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#turn()
      if (this.#dead) return
      const group = this.#waiting
      this.#waiting = []
      for (const { change, done, failed } of group) {
        const error = this.#tryApply(change)
        if (error === null) done()
        else failed(error)
      }
    }
    this.#running = null
  }

  #tryApply(change: Change): unknown {
    try {
      this.disk.apply(change)
      return null
    } catch (error) {
      return error // handed to the one who called `commit`
    }
  }

  #read<T>(read: (disk: MemoryDisk) => T): Promise<T> {
    return this.#dead ? never() : Promise.resolve(read(this.disk))
  }

  segment(room: string, segment: number): Promise<SegmentState> {
    return this.#read((disk) => stateOf(disk.segment(room, segment)))
  }
  slices(room: string, segment: number, from: StateVector): Promise<Slices> {
    return this.#read((disk) => slicesOf(disk.segment(room, segment).map(toSliceRow), from))
  }
  record(room: string, device: string, seq: number): Promise<KeptRecord | null> {
    return this.#read((disk) => toKept(disk.record(room, device, seq)))
  }
  lastSeqs(room: string, devices: readonly string[]): Promise<Map<string, number>> {
    return this.#read((disk) => {
      const last = new Map<string, number>()
      for (const { device, seq, kind } of disk.ofRoom(room))
        if (seq !== null && kind !== null && devices.includes(device))
          last.set(device, Math.max(seq, last.get(device) ?? 0))
      return last
    })
  }
  setting(room: string, key: string): Promise<KeptRecord | null> {
    return this.#read((disk) => {
      const rows = [...disk.ofRoom(room)].filter((row) => row.key === key)
      return toKept(rows.sort((a, b) => comparePositions(position(b), position(a)))[0])
    })
  }

  room(id: string): Promise<RoomRow | null> {
    return this.#read(({ rooms }) => rooms.get(id) ?? null)
  }
  roomByNameKey(key: string): Promise<RoomRow | null> {
    return this.#read(({ rooms, roomByNameKey }) => rooms.get(roomByNameKey.get(key) ?? '') ?? null)
  }
  publicRooms(): Promise<PublicRoomRow[]> {
    return this.#read((disk) =>
      [...disk.rooms.values()]
        .filter(({ kind, visibility }) => kind === 'room' && visibility === 'public')
        .map((room) => publicRow(disk, room))
        .filter(({ members }) => members > 0)
        .sort(byId),
    )
  }
  members(room: string): Promise<MemberRow[]> {
    return this.#read(({ members }) =>
      [...members.values()].filter((row) => row.room === room).sort((a, b) => (a.user < b.user ? -1 : 1)),
    )
  }
  roomsOf(user: string): Promise<{ room: RoomRow; member: MemberRow }[]> {
    return this.#read(({ members, rooms }) => {
      const found: { room: RoomRow; member: MemberRow }[] = []
      for (const member of members.values()) {
        const room = rooms.get(member.room)
        if (member.user === user && member.role !== null && room?.kind === 'room') found.push({ room, member })
      }
      return found.sort((a, b) => byId(a.room, b.room))
    })
  }
  segments(room: string): Promise<SealedSegment[]> {
    return this.#read(({ sealed }) =>
      [...sealed.values()].filter((row) => row.room === room).sort((a, b) => a.segment - b.segment),
    )
  }

  user(id: string): Promise<UserRow | null> {
    return this.#read(({ users }) => users.get(id) ?? null)
  }
  userByUsername(username: string): Promise<UserRow | null> {
    return this.#read(({ users, userByUsername }) => users.get(userByUsername.get(username) ?? '') ?? null)
  }
  users(ids: readonly string[]): Promise<UserRow[]> {
    return this.#read(({ users }) => [...users.values()].filter(({ id }) => ids.includes(id)).sort(byId))
  }
  device(id: string): Promise<DeviceRow | null> {
    return this.#read(({ devices }) => devices.get(id) ?? null)
  }
  devicesOf(users: readonly string[]): Promise<DeviceRow[]> {
    return this.#read(({ devices }) =>
      [...devices.values()].filter(({ user }) => users.includes(user)).sort((a, b) => a.added - b.added || byId(a, b)),
    )
  }

  document(name: string): Promise<Uint8Array | null> {
    return this.#read(({ documents }) => documents.get(name) ?? null)
  }
  answer(user: string, key: string): Promise<string | null> {
    return this.#read(({ answers }) => answers.get(`${user}/${key}`) ?? null)
  }
}

const never = <T>(): Promise<T> => new Promise(() => {})

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const stateOf = (rows: readonly MemoryRow[]): SegmentState => {
  const state: SegmentState = { clocks: new Map(), devices: new Map(), posts: 0, records: 0, oldest: 0, newest: 0 }
  for (const { client, clock, length, device, kind, time } of rows) {
    state.clocks.set(client, clock + length)
    state.devices.set(client, device)
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
