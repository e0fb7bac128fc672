import type { Rationed } from '../../../shared/room/acts.ts'
import type { StateVector } from '../../../shared/wire/update.ts'
import { openingDatabase } from '../../base/cannot-start.ts'
import { Life } from '../life.ts'
import type { Change, Slices, Store, WrittenRow } from '../store.ts'
import { readAnswer } from './answers.ts'
import { readBlocksOf } from './blocks.ts'
import { statementsOf } from './change.ts'
import { type Connect, connectFile, Database, isBusy } from './database.ts'
import { readDevice, readDevicesOf } from './devices.ts'
import { readDocument } from './documents.ts'
import { dropSome, readDeletedRooms } from './dropping.ts'
import { readGoneDue, readGoneOf } from './gone.ts'
import { readInvitationByHash, readInvitations } from './invitations.ts'
import { readErasuresDue, readMembers, readRoomsEverOf, readRoomsOf } from './members.ts'
import { dropUnusedPictures, readPicture } from './pictures.ts'
import { readDoneSince } from './rations.ts'
import { readLastSeqs, readRecord, readSetting } from './records.ts'
import { readRequests, readRequestsOf } from './requests.ts'
import { readPublicRooms, readRoom, readRoomByNameKey } from './rooms.ts'
import { insertSnapshot, readNewestTime, readSealed, readSegment, readSlices, readSnapshotOf } from './segments.ts'
import { readSeen, readUsers } from './users.ts'
import { Writer } from './writer.ts'
import { readRecordsOf, readWrittenBy } from './written.ts'

/** Erased bytes leave the disk at most this long after the record was blanked. */
const truncateAfterMs = 1_000

/** Throws `CannotStart` if the file cannot be used. */
export const openLibsql = (path: string): Promise<LibsqlStore> =>
  openingDatabase(path, () => openConnected(connectFile(path)))

/** `connect` is called again when a connection breaks. */
export const openConnected = async (connect: Connect): Promise<LibsqlStore> =>
  new LibsqlStore(await Database.open(connect))

export class LibsqlStore implements Store {
  readonly life = new Life(Date.now(), Math.random)
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

  /** Resolves when every commit, snapshot and erasure that was due is on the disk, and erased bytes have left it. */
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
      const isTruncated = await this.#database.truncateLog().catch(() => false) // a full disk may have space later
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

  dropSome = (room: string, limit: number) => this.#drop(() => dropSome(this.#database, room, limit))

  async dropUnusedPictures(before: number): Promise<void> {
    while (await this.#drop(() => dropUnusedPictures(this.#database, before)));
  }

  /** Runs one step of a removal, in its place among the changes. Resolves to whether there is more to do. */
  async #drop(step: () => Promise<boolean>): Promise<boolean> {
    let isMore = false
    await this.#writer.between(async () => {
      isMore = await step()
    })
    this.#truncateSoon()
    return isMore
  }

  segment = (room: string, segment: number) => readSegment(this.#database, room, segment)
  record = (room: string, device: string, seq: number) => readRecord(this.#database, room, device, seq)
  lastSeqs = (room: string, devices: readonly string[]) => readLastSeqs(this.#database, room, devices)
  newestTime = (room: string | null) => readNewestTime(this.#database, room)
  setting = (room: string, key: string) => readSetting(this.#database, room, key)

  room = (id: string) => readRoom(this.#database, id)
  roomByNameKey = (key: string) => readRoomByNameKey(this.#database, key)
  publicRooms = () => readPublicRooms(this.#database)
  members = (room: string) => readMembers(this.#database, room)
  roomsOf = (user: string) => readRoomsOf(this.#database, user)
  roomsEverOf = (user: string) => readRoomsEverOf(this.#database, user)
  requests = (room: string) => readRequests(this.#database, room)
  requestsOf = (user: string) => readRequestsOf(this.#database, user)
  invitations = (room: string) => readInvitations(this.#database, room)
  invitationByHash = (room: string, hash: string) => readInvitationByHash(this.#database, room, hash)
  goneDue = (before: number) => readGoneDue(this.#database, before)
  goneOf = (user: string, since: number) => readGoneOf(this.#database, user, since)
  segments = (room: string) => readSealed(this.#database, room)

  user = async (id: string) => (await readUsers(this.#database, [id]))[0] ?? null
  users = (ids: readonly string[]) => readUsers(this.#database, ids)
  device = (id: string) => readDevice(this.#database, id)
  devicesOf = (users: readonly string[]) => readDevicesOf(this.#database, users)
  seen = (users: readonly string[]) => readSeen(this.#database, users)
  blocksOf = (user: string) => readBlocksOf(this.#database, user)
  picture = (hash: string) => readPicture(this.#database, hash)

  erasuresDue = (now: number) => readErasuresDue(this.#database, now)
  recordsOf = (room: string, user: string, limit: number) => readRecordsOf(this.#database, room, user, limit)
  writtenBy = (user: string, after: WrittenRow | null, limit: number) =>
    readWrittenBy(this.#database, user, after, limit)
  deletedRooms = () => readDeletedRooms(this.#database)

  document = (name: string) => readDocument(this.#database, name)
  doneSince = (user: string, what: Rationed, since: number) => readDoneSince(this.#database, user, what, since)
  answer = (user: string, key: string) => readAnswer(this.#database, user, key)
}
