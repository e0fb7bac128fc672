import type { Change, DeviceRow, MemberRow, RoomRow, SealedSegment, Store, UserRow } from '../store/store.ts'

/** The store as it will be once a change is committed: documents are written in the same change as the rows they show. */
export class StoreAfter {
  readonly #store: Store
  readonly #change: Change

  constructor(store: Store, change: Change) {
    this.#store = store
    this.#change = change
  }

  async room(id: string): Promise<RoomRow | null> {
    return this.#change.rooms?.find((row) => row.id === id) ?? this.#store.room(id)
  }

  async members(room: string): Promise<MemberRow[]> {
    const changed = (this.#change.members ?? []).filter((row) => row.room === room)
    return overlay(await this.#store.members(room), changed, ({ user }) => user)
  }

  async segments(room: string): Promise<SealedSegment[]> {
    const changed = (this.#change.seal ?? []).filter((row) => row.room === room)
    return overlay(await this.#store.segments(room), changed, ({ segment }) => segment)
  }

  async users(ids: readonly string[]): Promise<UserRow[]> {
    const changed = (this.#change.users ?? []).filter(({ id }) => ids.includes(id))
    return overlay(await this.#store.users(ids), changed, ({ id }) => id)
  }

  async devicesOf(users: readonly string[]): Promise<DeviceRow[]> {
    const changed = (this.#change.devices ?? []).filter(({ user }) => users.includes(user))
    return overlay(await this.#store.devicesOf(users), changed, ({ id }) => id)
  }

  /** Rooms, the own one not among them, in which the user is a member. */
  async roomsOf(user: string): Promise<{ room: RoomRow; member: MemberRow }[]> {
    const before = (await this.#store.roomsOf(user)).map(({ member }) => member)
    const changed = (this.#change.members ?? []).filter((row) => row.user === user)
    const found: { room: RoomRow; member: MemberRow }[] = []
    for (const member of overlay(before, changed, ({ room }) => room)) {
      const room = member.role === null ? null : await this.room(member.room)
      if (room?.kind === 'room') found.push({ room, member })
    }
    return found
  }
}

const overlay = <Row, Key>(before: readonly Row[], changed: readonly Row[], keyOf: (row: Row) => Key): Row[] => [
  ...new Map([...before, ...changed].map((row) => [keyOf(row), row])).values(),
]
