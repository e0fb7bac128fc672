import type { StateVector } from '../../../shared/wire/update.ts'
import type { Change, Slices, Store } from '../store.ts'
import { readAnswer } from './answers.ts'
import { statementsOf } from './change.ts'
import { type Connect, connectFile, Database, isBusy } from './database.ts'
import { readDevice, readDevicesOf } from './devices.ts'
import { readDocument } from './documents.ts'
import { readMembers, readRoomsOf } from './members.ts'
import { readLastSeqs, readRecord, readSetting } from './records.ts'
import { readPublicRooms, readRoom, readRoomByNameKey } from './rooms.ts'
import { insertSnapshot, readSealed, readSegment, readSlices, readSnapshotOf } from './segments.ts'
import { readUserByUsername, readUsers } from './users.ts'
import { Writer } from './writer.ts'

/** Erased bytes leave the disk at latest this long after the record was blanked. */
const truncateAfterMs = 1_000

export const openLibsql = (path: string): Promise<LibsqlStore> => openConnected(connectFile(path))

/** `connect` is called again for a connection that broke. */
export const openConnected = async (connect: Connect): Promise<LibsqlStore> =>
  new LibsqlStore(await Database.open(connect))

export class LibsqlStore implements Store {
  readonly #database: Database
  readonly #writer: Writer
  #truncation: NodeJS.Timeout | null = null

  constructor(database: Database) {
    this.#database = database
    this.#writer = new Writer({ write: (changes) => this.#write(changes), wouldMeetAll: isBusy })
  }

  commit(change: Change): Promise<void> {
    return this.#writer.commit(change)
  }

  /** Resolves when every commit, snapshot and erasure that was due is on the disk, and erased bytes are off it. */
  async settle(): Promise<void> {
    await this.#writer.idle()
    if (this.#truncation !== null) await this.#truncate()
    await this.#writer.idle()
  }

  async close(): Promise<void> {
    await this.settle()
    if (this.#truncation !== null) clearTimeout(this.#truncation)
    this.#database.close()
  }

  async #write(changes: readonly Change[]): Promise<void> {
    await this.#database.write(statementsOf(changes))
    if (changes.some(({ blank }) => blank?.length)) this.#truncateSoon()
    for (const { seal } of changes) for (const { room, segment } of seal ?? []) this.#takeSnapshot(room, segment)
  }

  #truncateSoon(): void {
    this.#truncation ??= setTimeout(() => void this.#truncate(), truncateAfterMs).unref()
  }

  async #truncate(): Promise<void> {
    if (this.#truncation !== null) clearTimeout(this.#truncation)
    this.#truncation = null
    await this.#writer.between(async () => {
      const isTruncated = await this.#database.truncateLog().catch(() => false) // a full disk may have room later
      if (!isTruncated) this.#truncateSoon()
    })
  }

  async slices(room: string, segment: number, from: StateVector): Promise<Slices> {
    if (from.size > 0) return readSlices(this.#database, room, segment, from)
    const snapshot = await readSnapshotOf(this.#database, room, segment)
    if (snapshot === 'missing') this.#takeSnapshot(room, segment)
    if (snapshot === 'missing' || snapshot === null) return readSlices(this.#database, room, segment, from)
    return snapshot
  }

  /** Read and written between two transactions, so nothing can change the segment in the meantime. */
  #takeSnapshot(room: string, segment: number): void {
    const take = async () => {
      if ((await readSnapshotOf(this.#database, room, segment)) !== 'missing') return
      const slices = await readSlices(this.#database, room, segment, new Map())
      await this.#database.write([insertSnapshot(room, segment, slices)])
    }
    this.#writer.between(take).catch(() => {}) // only speed is lost: the next full read tries again
  }

  segment = (room: string, segment: number) => readSegment(this.#database, room, segment)
  record = (room: string, device: string, seq: number) => readRecord(this.#database, room, device, seq)
  lastSeqs = (room: string, devices: readonly string[]) => readLastSeqs(this.#database, room, devices)
  setting = (room: string, key: string) => readSetting(this.#database, room, key)

  room = (id: string) => readRoom(this.#database, id)
  roomByNameKey = (key: string) => readRoomByNameKey(this.#database, key)
  publicRooms = () => readPublicRooms(this.#database)
  members = (room: string) => readMembers(this.#database, room)
  roomsOf = (user: string) => readRoomsOf(this.#database, user)
  segments = (room: string) => readSealed(this.#database, room)

  user = async (id: string) => (await readUsers(this.#database, [id]))[0] ?? null
  userByUsername = (username: string) => readUserByUsername(this.#database, username)
  users = (ids: readonly string[]) => readUsers(this.#database, ids)
  device = (id: string) => readDevice(this.#database, id)
  devicesOf = (users: readonly string[]) => readDevicesOf(this.#database, users)

  document = (name: string) => readDocument(this.#database, name)
  answer = (user: string, key: string) => readAnswer(this.#database, user, key)
}
