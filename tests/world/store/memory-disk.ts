import type { InvitationRow, RequestRow } from '../../../relay/store/invitations.ts'
import type { DeviceRow, UserRow } from '../../../relay/store/people.ts'
import type { PictureRow } from '../../../relay/store/pictures.ts'
import type { SealedSegment } from '../../../relay/store/records.ts'
import type { GoneRow, MemberRow, RoomRow } from '../../../relay/store/rooms.ts'
import type { Change } from '../../../relay/store/store.ts'
import { dayMs } from '../../../shared/room/acts.ts'
import { rosterName } from '../../../shared/wire/documents.ts'
import { type Journal, Table } from './memory-table.ts'
import { RecordTable } from './record-table.ts'

/** The data of a memory store. A change that fails half way is rolled back. */
export class MemoryDisk {
  readonly #journal: Journal = []
  readonly records = new RecordTable(this.#journal)
  readonly rooms = new Table<RoomRow>(this.#journal)
  readonly roomByNameKey = new Table<string>(this.#journal)
  readonly members = new Table<MemberRow>(this.#journal)
  readonly requests = new Table<RequestRow>(this.#journal)
  readonly invitations = new Table<InvitationRow>(this.#journal)
  readonly gone = new Table<GoneRow>(this.#journal)
  readonly users = new Table<UserRow>(this.#journal)
  readonly userByUsername = new Table<string>(this.#journal)
  readonly seen = new Table<number>(this.#journal)
  readonly blocks = new Table<{ user: string; blocked: string }>(this.#journal)
  readonly devices = new Table<DeviceRow>(this.#journal)
  readonly pictures = new Table<PictureRow>(this.#journal)
  readonly documents = new Table<Uint8Array>(this.#journal)
  readonly answers = new Table<string>(this.#journal)
  readonly done = new Table<NonNullable<Change['done']>[number]>(this.#journal)
  #doneCount = 0
  readonly sealed = new Table<SealedSegment>(this.#journal)

  apply(change: Change): void {
    this.#wholly(() => {
      this.#applyPeople(change)
      this.#applyRooms(change)
      this.#applyRecords(change)
    })
  }

  /**
   * Deletes up to `limit` records, or the rest once no records are left. Returns whether anything of the room is left.
   */
  dropSome(room: string, limit: number): boolean {
    if (!this.holds(room)) return false
    this.#wholly(() => {
      if (this.#hasRecords(room)) this.records.drop(room, limit)
      else this.#dropRest(room)
    })
    return this.holds(room)
  }

  /** Whether anything of a room is left besides its row. */
  holds(room: string): boolean {
    const tables: Table<{ room: string }>[] = [this.members, this.requests, this.invitations, this.sealed]
    const isRow = tables.some((table) => [...table.values()].some((row) => row.room === room))
    return (
      isRow ||
      this.#hasRecords(room) ||
      this.#namedIn(room).length > 0 ||
      this.documents.get(rosterName(room)) !== undefined
    )
  }

  dropPictures(isUnused: (picture: PictureRow) => boolean): void {
    this.#wholly(() => {
      for (const picture of [...this.pictures.values()]) if (isUnused(picture)) this.pictures.delete(picture.hash)
    })
  }

  #wholly(change: () => void): void {
    try {
      change()
    } catch (error) {
      for (const undo of this.#journal.reverse()) undo()
      throw error
    } finally {
      this.#journal.length = 0
    }
  }

  #applyPeople({ users, seen, blocks, devices, endDevices }: Change): void {
    for (const row of users ?? []) this.#putUser(row)
    for (const { user, at } of seen ?? [])
      if (this.users.get(user)) this.seen.put(user, Math.max(at, this.seen.get(user) ?? 0))
    for (const { user, blocked, on } of blocks ?? [])
      if (on) this.blocks.put(`${user}/${blocked}`, { user, blocked })
      else this.blocks.delete(`${user}/${blocked}`)
    for (const row of devices ?? []) this.devices.insert(row.id, row)
    for (const { id, at } of endDevices ?? []) this.#endDevice(id, at)
  }

  #applyRooms({ rooms, members, requests, dropRequests, invitations, dropInvitations, gone, dropGone }: Change): void {
    for (const row of rooms ?? []) this.#putRoom(row)
    for (const row of members ?? []) this.members.put(`${row.room}/${row.user}`, structuredClone(row))
    for (const row of requests ?? []) this.requests.put(`${row.room}/${row.user}`, row)
    for (const { room, user } of dropRequests ?? []) this.requests.delete(`${room}/${user}`)
    for (const row of invitations ?? []) this.invitations.put(`${row.room}/${row.id}`, row)
    for (const { room, id } of dropInvitations ?? []) this.invitations.delete(`${room}/${id}`)
    for (const row of gone ?? []) this.gone.put(`${row.room}/${row.user}`, row)
    for (const { room, user } of dropGone ?? []) this.gone.delete(`${room}/${user}`)
  }

  #applyRecords({ pictures, records, blank, seal, documents, done, answers }: Change): void {
    for (const row of pictures ?? []) this.#putPicture(row)
    for (const row of records ?? []) this.records.insert(row)
    for (const name of blank ?? []) this.records.blank(name)
    for (const row of seal ?? []) this.sealed.put(`${row.room}/${row.segment}`, row)
    for (const { name, state } of documents ?? []) this.documents.put(name, state.slice())
    for (const row of done ?? []) this.#putDone(row)
    for (const { user, key, answer } of answers ?? []) this.answers.insert(`${user}/${key}`, answer)
  }

  #putDone(row: NonNullable<Change['done']>[number]): void {
    for (const [key, { at }] of [...this.done.entries()]) if (at <= row.at - dayMs) this.done.delete(key)
    this.done.put(`${++this.#doneCount}`, row)
  }

  #putUser(row: UserRow): void {
    const before = this.users.get(row.id)
    if (before) this.userByUsername.delete(before.username)
    this.userByUsername.insert(row.username, row.id)
    this.users.put(row.id, structuredClone(row))
  }

  #endDevice(id: string, at: number): void {
    const device = this.devices.get(id)
    if (device?.ended === null) this.devices.put(id, { ...device, ended: at })
  }

  #putRoom(row: RoomRow): void {
    const before = this.rooms.get(row.id)
    if (before && before.nameKey !== null) this.roomByNameKey.delete(before.nameKey)
    if (row.nameKey !== null) this.roomByNameKey.insert(row.nameKey, row.id)
    this.rooms.put(row.id, structuredClone(row))
  }

  #putPicture(row: PictureRow): void {
    const before = this.pictures.get(row.hash)
    const kept = before ?? { ...row, bytes: row.bytes.slice() }
    this.pictures.put(row.hash, { ...kept, at: Math.max(row.at, kept.at) })
  }

  #hasRecords(room: string): boolean {
    return !this.records.ofRoom(room)[Symbol.iterator]().next().done
  }

  #dropRest(room: string): void {
    const drop = <Row extends { room: string }>(table: Table<Row>, keyOf: (row: Row) => string | number) => {
      for (const row of [...table.values()]) if (row.room === room) table.delete(`${room}/${keyOf(row)}`)
    }
    drop(this.members, ({ user }) => user)
    drop(this.requests, ({ user }) => user)
    drop(this.invitations, ({ id }) => id)
    drop(this.sealed, ({ segment }) => segment)
    this.documents.delete(rosterName(room))
    for (const [key, answer] of this.#namedIn(room)) this.answers.put(key, JSON.stringify(unnamed(answer)))
  }

  /** Kept answers that contain the name of the room. */
  #namedIn(room: string): [string, ActAnswer][] {
    const answers = [...this.answers.entries()].map(([key, text]): [string, ActAnswer] => [key, JSON.parse(text)])
    return answers.filter(([, { result }]) => result?.room === room && result.name !== '')
  }
}

interface ActAnswer {
  result?: { room: string; name: string }
}
const unnamed = ({ result }: ActAnswer): ActAnswer => ({ ...(result && { result: { ...result, name: '' } }) })
