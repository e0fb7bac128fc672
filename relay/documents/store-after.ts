import type { RequestRow } from '../store/invitations.ts'
import type { DeviceRow, UserRow } from '../store/people.ts'
import type { SealedSegment } from '../store/records.ts'
import type { GoneRow, MemberRow, RoomRow } from '../store/rooms.ts'
import type { Change, Store } from '../store/store.ts'

/**
 * The store as it will be once a change is committed, because documents are written in the same change as the rows that
 * they show.
 */
export class StoreAfter {
  readonly #store: Store
  readonly #change: Change

  constructor(store: Store, change: Change) {
    this.#store = store
    this.#change = change
  }

  async room(id: string): Promise<RoomRow | null> {
    return this.#change.rooms?.find((row) => row.id === id) ?? this.#store.rooms.byId(id)
  }

  async members(room: string): Promise<MemberRow[]> {
    const changed = (this.#change.members ?? []).filter((row) => row.room === room)
    return overlay(await this.#store.rooms.members(room), changed, ({ user }) => user)
  }

  async segments(room: string): Promise<SealedSegment[]> {
    const changed = (this.#change.seal ?? []).filter((row) => row.room === room)
    return overlay(await this.#store.records.sealed(room), changed, ({ segment }) => segment)
  }

  async users(ids: readonly string[]): Promise<UserRow[]> {
    if (ids.length === 0) return []
    const changed = (this.#change.users ?? []).filter(({ id }) => ids.includes(id))
    return overlay(await this.#store.people.byIds(ids), changed, ({ id }) => id)
  }

  async devicesOf(users: readonly string[]): Promise<DeviceRow[]> {
    const { devices = [], endDevices = [] } = this.#change
    const changed = devices.filter(({ user }) => users.includes(user))
    const ends = new Map(endDevices.map(({ id, at }) => [id, at]))
    const all = overlay(await this.#store.people.devicesOf(users), changed, ({ id }) => id)
    return all.map((row) => ({ ...row, ended: row.ended ?? ends.get(row.id) ?? null }))
  }

  /** Rooms in which the user is a member, without their own room. */
  async roomsOf(user: string): Promise<{ room: RoomRow; member: MemberRow }[]> {
    const before = await this.#store.rooms.of(user)
    const rooms = new Map(
      [...before.map(({ room }) => room), ...(this.#change.rooms ?? [])].map((row) => [row.id, row]),
    )
    const changed = (this.#change.members ?? []).filter((row) => row.user === user)
    const members = overlay(
      before.map(({ member }) => member),
      changed,
      ({ room }) => room,
    )
    const found: { room: RoomRow; member: MemberRow }[] = []
    for (const member of members) {
      const room = member.role === null ? null : (rooms.get(member.room) ?? (await this.#store.rooms.byId(member.room)))
      if (room && room.kind !== 'self' && room.deleted === null) found.push({ room, member })
    }
    return found
  }

  /** The user's rows in rooms that they are or were in, without their own room and deleted rooms. */
  async membershipsOf(user: string): Promise<MemberRow[]> {
    const rows = (await this.roomsOf(user)).map(({ member }) => member)
    const known = new Set(rows.map(({ room }) => room))
    for (const room of await this.#store.rooms.everOf(user)) {
      if (known.has(room) || (await this.room(room))?.deleted !== null) continue
      const row = (await this.members(room)).find((member) => member.user === user)
      if (row) rows.push(row)
    }
    return rows
  }

  /** Requests that nobody has answered. */
  async requests(room: string): Promise<RequestRow[]> {
    const all = await this.#store.invitations.requests(room)
    return this.#requestsAfter(all, (row) => row.room === room).filter(({ refused }) => refused === null)
  }

  /** Includes refused requests. */
  async requestsOf(user: string): Promise<RequestRow[]> {
    return this.#requestsAfter(await this.#store.invitations.requestsOf(user), (row) => row.user === user)
  }

  #requestsAfter(before: readonly RequestRow[], isMeant: (row: RequestRow) => boolean): RequestRow[] {
    const { requests = [], dropRequests = [] } = this.#change
    const keyOf = ({ room, user }: { room: string; user: string }) => `${room}/${user}`
    const dropped = new Set(dropRequests.map(keyOf))
    return overlay(before, requests.filter(isMeant), keyOf).filter((row) => !dropped.has(keyOf(row)))
  }

  async goneOf(user: string, since: number): Promise<GoneRow[]> {
    const { gone = [], dropGone = [] } = this.#change
    const changed = gone.filter((row) => row.user === user)
    const dropped = new Set(dropGone.filter((row) => row.user === user).map(({ room }) => room))
    const all = overlay(await this.#store.rooms.goneOf(user, since), changed, ({ room }) => room)
    return all.filter(({ room }) => !dropped.has(room))
  }

  async blocksOf(user: string): Promise<string[]> {
    const blocked = new Set(await this.#store.people.blocksOf(user))
    for (const { user: by, blocked: other, on } of this.#change.blocks ?? []) {
      if (by !== user) continue
      if (on) blocked.add(other)
      else blocked.delete(other)
    }
    return [...blocked].sort()
  }
}

const overlay = <Row, Key>(before: readonly Row[], changed: readonly Row[], keyOf: (row: Row) => Key): Row[] => [
  ...new Map([...before, ...changed].map((row) => [keyOf(row), row])).values(),
]
