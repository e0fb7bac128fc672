import type { Act } from '../shared/room/acts.ts'
import { parseDocumentName } from '../shared/wire/documents.ts'
import { closeCodes } from '../shared/wire/results.ts'
import { type ActAnswer, ActsInTurn, type IsSignedIn } from './acts/acts-in-turn.ts'
import { type NewUser, planDevice, planEndDevices, planUser } from './acts/users.ts'
import { ClockWatch } from './base/clock-watch.ts'
import type { Clock, ClockTrouble, Log, Verify } from './base/surroundings.ts'
import { DueWork } from './chores/due-work.ts'
import { Erasing } from './chores/erasing.ts'
import { Notices } from './chores/notices.ts'
import { Connections } from './connection/connections.ts'
import { LastSeen } from './connection/last-seen.ts'
import type { Connection, Identity, Socket } from './connection/socket.ts'
import type { WithDocuments } from './documents/documents.ts'
import { Homes } from './documents/homes.ts'
import { Writing } from './documents/writing.ts'
import { LaterChecks } from './gate/later-checks.ts'
import type { OfferedRecord } from './gate/offer.ts'
import type { Sender } from './gate/sender.ts'
import type { Listener } from './open-document/listener.ts'
import type { OpenDocument } from './open-document/open-document.ts'
import { anyNumberOfKeys, RateLimit } from './pace/rate-limit.ts'
import type { RelayLimits } from './pace/relay-limits.ts'
import { perSecond } from './pace/token-bucket.ts'
import { CommittedRecords } from './room/committed-records.ts'
import { Misbehaviour } from './room/misbehaviour.ts'
import { recordTimes } from './room/record-times.ts'
import { Rooms } from './room/rooms.ts'
import type { PictureRow } from './store/pictures.ts'
import type { Store } from './store/store.ts'

export interface CoreParts {
  store: Store
  clock: Clock
  verify: Verify
  limits: RelayLimits
  log: Log
  clockWatch?: ClockWatch
}

/** For callers that act without a session. */
const always: IsSignedIn = async () => true

/** The rooms, documents and connections of one relay. */
export class Core {
  /** Whoever wants to know of new records subscribes here. */
  readonly committed: CommittedRecords
  readonly #parts: CoreParts
  readonly #rooms: Rooms
  readonly #homes: Homes
  readonly #connections: Connections
  readonly #laterChecks: LaterChecks
  readonly #lastSeen: LastSeen
  readonly #acts: ActsInTurn
  readonly #dueWork: DueWork
  readonly #writing: Writing
  readonly #clockWatch: ClockWatch

  constructor(parts: CoreParts) {
    const { store, clock, verify, limits } = parts
    this.#parts = parts
    this.#clockWatch = parts.clockWatch ?? new ClockWatch(parts)
    const clockWatch = this.#clockWatch
    this.committed = new CommittedRecords(parts.log)
    this.committed.subscribe(recordTimes(store.records, clockWatch))
    this.#writing = new Writing(store, (updates) => this.#tell(updates))
    this.#homes = new Homes({ store, clock, writing: this.#writing })
    this.#laterChecks = new LaterChecks(verify, (room, sender, record) => this.#takeOut(room, sender, record))
    const limit = (rate: number, burst: number) =>
      new RateLimit({ ...perSecond(rate, burst), keys: anyNumberOfKeys }, () => clock.now())
    this.#rooms = new Rooms({
      ...parts,
      committed: this.committed,
      misbehaviour: new Misbehaviour(parts.log, () => clock.now()),
      tokens: limit(limits.recordsPerSecond, limits.recordsBurst),
      carriedTokens: limit(limits.carriedPerSecond, limits.carriedBurst),
      writing: this.#writing,
      checkLater: (room, unchecked) => this.#laterChecks.put(room, unchecked),
      mayCheckLater: () => this.#laterChecks.hasRoom,
    })
    this.#lastSeen = new LastSeen(parts)
    const open = (name: string, listener: Listener) => this.#open(name, listener)
    this.#connections = new Connections({ ...parts, people: store.people, clockWatch, open, lastSeen: this.#lastSeen })
    const shared = { ...parts, rooms: this.#rooms, writing: this.#writing }
    const erasing = new Erasing(shared)
    this.#acts = new ActsInTurn({ ...shared, erasing })
    this.#dueWork = new DueWork({ ...parts, erasing, notices: new Notices(shared) })
  }

  /** `document` is null for many documents over this socket. If something is not allowed, the socket is closed. */
  accept(socket: Socket, who: Identity, document: string | null): Connection {
    return this.#connections.accept(socket, who, document)
  }

  /** What disagrees with this machine's clock, or null. */
  clockTrouble(): ClockTrouble | null {
    return this.#clockWatch.trouble()
  }

  /** Closes the session's sockets with 4401. */
  endSession(session: string): void {
    this.#connections.closeWhere((who) => who.session === session, closeCodes.signedOut, 'session ended')
  }

  /** Closes all of the user's sockets with 4401. */
  endUser(user: string): void {
    this.#connections.closeWhere((who) => who.user === user, closeCodes.signedOut, 'account ended')
  }

  /** For a user whose account was ended: ends their devices and the links they made, and withdraws their requests. */
  endAccess(user: string): Promise<void> {
    return this.#acts.endAccess(user)
  }

  /** Runs an act only once: the same key from the same user gets the first answer again. */
  act(user: string, key: string, act: Act, isSignedIn: IsSignedIn = always): Promise<ActAnswer> {
    return this.#acts.act(user, key, act, isSignedIn)
  }

  /** Adds a user with their own room, or updates the user name of an existing user. */
  async putUser(person: NewUser): Promise<void> {
    const { store, clock } = this.#parts
    await this.#writing.inTurn(async () => this.#writing.keep(await planUser(store, person, clock.now())))
  }

  /**
   * Removes a user from everything for good and, if `erase` is set, deletes everything they wrote. Can be repeated if
   * it was interrupted.
   */
  async deleteUser(user: string, { erase }: { erase: boolean }): Promise<void> {
    await this.#acts.deleteUser(user)
    this.#connections.closeWhere((who) => who.user === user, closeCodes.signedOut, 'account deleted')
    for (const room of await this.#parts.store.rooms.everOf(user)) await this.#acts.part(user, room, erase)
  }

  /**
   * Binds a raw 32-byte Ed25519 key to a user and shows the device in the rosters. `taken`: the key belongs to another
   * user.
   */
  async putDevice(user: string, publicKey: Uint8Array): Promise<'ok' | 'taken' | 'ended'> {
    const { store, clock } = this.#parts
    return this.#writing.inTurn(async () => {
      const planned = await planDevice(store, user, publicKey, clock.now())
      if (planned === 'taken' || planned === 'ended') return planned
      if (planned) await this.#writing.keep(planned)
      return 'ok'
    })
  }

  /** Removes a device: its records are refused from now on, and its sockets close. */
  async endDevice(user: string, device: string): Promise<void> {
    const { store, clock } = this.#parts
    const isMeant = (id: string) => id === device
    await this.#writing.inTurn(async () => this.#writing.keep(await planEndDevices(store, user, isMeant, clock.now())))
    this.#connections.closeWhere(
      (who) => who.user === user && who.device === device,
      closeCodes.signedOut,
      'device ended',
    )
  }

  async putPicture(picture: Omit<PictureRow, 'at'>): Promise<void> {
    const { store, clock } = this.#parts
    await store.commit({ pictures: [{ ...picture, at: clock.now() }] })
  }

  /** Closes every socket with 1012. Resolves when everything accepted is on disk. */
  async stop(): Promise<void> {
    this.#connections.stop()
    await this.#dueWork.stop()
    await this.#lastSeen.write()
    await this.#rooms.settled()
    await this.#laterChecks.settled()
    await this.#writing.settled()
    this.committed.close()
  }

  #tell(updates: WithDocuments['updates']): void {
    for (const { name, update } of updates) {
      const document = parseDocumentName(name)
      if (document?.kind === 'roster') this.#rooms.peek(document.room)?.tellRoster(update)
      if (document?.kind === 'home') this.#homes.tell(document.user, update)
    }
  }

  async #open(text: string, listener: Listener): Promise<OpenDocument | number> {
    const name = parseDocumentName(text)
    if (name === null) return closeCodes.noSuchDocument
    if ('user' in name && name.user !== listener.user) return closeCodes.notYours
    if (name.kind === 'home') return this.#homes.open(name.user, listener)
    const id = 'user' in name ? name.user : name.room
    const room = await this.#rooms.take(id)
    if (room === null) return closeCodes.noSuchDocument
    const isThatKind = (room.kind === 'self') === (name.kind === 'self')
    let opened: OpenDocument | number = closeCodes.noSuchDocument
    try {
      if (isThatKind) opened = await room.open(name, listener)
      return opened
    } finally {
      // If the document was not opened for any reason, release the room so that it does not stay open.
      if (typeof opened === 'number') this.#rooms.release(id, room)
    }
  }

  async #takeOut(id: string, { device, listener }: Sender, { name, record }: OfferedRecord): Promise<void> {
    this.#parts.log({ what: 'misbehaviour', room: id, device, name, how: 'bad-signature' })
    listener.condemn(closeCodes.malformed, 'signature')
    this.#connections.closeWhere((who) => who.device === device, closeCodes.malformed, 'signature')
    try {
      await this.#rooms.use(id, async (room) => room?.blank(device, record.seq))
    } catch (error) {
      this.#parts.log({ what: 'fault', where: 'removing a forged record', error })
    }
  }
}
