import type { Act } from '../shared/room/acts.ts'
import { parseDocumentName } from '../shared/wire/documents.ts'
import { closeCodes, type RefusalCode } from '../shared/wire/results.ts'
import { planAct } from './acts/acts.ts'
import type { WithDocuments } from './acts/roster.ts'
import { planDevice, planUser } from './acts/users.ts'
import { Connections } from './connection/connections.ts'
import type { Connection, Identity, Socket } from './connection/socket.ts'
import type { OpenDocument } from './document/document.ts'
import { Homes } from './document/homes.ts'
import type { Listener } from './document/listener.ts'
import { LaterChecks } from './gate/later-checks.ts'
import type { OfferedRecord } from './gate/offer.ts'
import type { Sender } from './gate/sender.ts'
import type { RelayLimits } from './pace/relay-limits.ts'
import { Serial } from './pace/serial.ts'
import { DeviceTokens } from './pace/tokens.ts'
import type { OpenRoom } from './room/open-room.ts'
import { Rooms } from './room/rooms.ts'
import { type Change, type Store, StoreFull } from './store/store.ts'
import type { Clock, Log, Verify } from './surroundings.ts'

export interface CoreParts {
  store: Store
  clock: Clock
  verify: Verify
  limits: RelayLimits
  log: Log
}

/** `name`: of the room as it is called now; differs from the one asked for where a public one was taken. */
export type ActAnswer = { result: { room: string; name: string } } | { error: RefusalCode }

export interface Person {
  id: string
  username: string
  name: string
  admin: boolean
}

/** Rooms, documents and connections of one relay. */
export class Core {
  readonly #parts: CoreParts
  readonly #rooms: Rooms
  readonly #homes: Homes
  readonly #connections: Connections
  readonly #laterChecks: LaterChecks
  readonly #writing = new Serial()

  constructor(parts: CoreParts) {
    const { store, clock, verify, limits } = parts
    this.#parts = parts
    this.#homes = new Homes(store, clock)
    this.#laterChecks = new LaterChecks(verify, (room, sender, record) => this.#takeOut(room, sender, record))
    this.#rooms = new Rooms({
      ...parts,
      tokens: new DeviceTokens(limits.recordsPerSecond, limits.recordsBurst),
      writing: this.#writing,
      passOn: (updates) => this.#passOn(updates),
      checkLater: (room, unchecked) => this.#laterChecks.put(room, unchecked),
      mayCheckLater: () => this.#laterChecks.hasRoom,
    })
    this.#connections = new Connections({ ...parts, open: (name, listener) => this.#open(name, listener) })
  }

  /** `document` null: many documents over this socket. Whatever is not allowed is answered by closing the socket. */
  accept(socket: Socket, who: Identity, document: string | null): Connection {
    return this.#connections.accept(socket, who, document)
  }

  /** Closes the session's sockets, 4401. */
  endSession(session: string): void {
    this.#connections.closeWhere((who) => who.session === session, closeCodes.signedOut, 'session ended')
  }

  /** Closes all of the user's sockets, 4401. */
  endUser(user: string): void {
    this.#connections.closeWhere((who) => who.user === user, closeCodes.signedOut, 'account ended')
  }

  /** Does an act once: the same key of the same user gets the first answer again. */
  async act(user: string, key: string, act: Act): Promise<ActAnswer> {
    const room = await this.#rooms.take(act.room)
    const once = () => this.#writing.run(() => this.#actOnce(user, key, act, room))
    try {
      return await (room ? room.inTurn(once) : once())
    } catch (error) {
      if (error instanceof StoreFull) return { error: 'full' }
      throw error
    } finally {
      if (room) this.#rooms.release(act.room, room)
    }
  }

  /** Adds a user with the own room, or renames one. */
  async putUser(person: Person): Promise<void> {
    const { store, clock } = this.#parts
    await this.#writing.run(async () => this.#keep(await planUser(store, person, clock.now())))
  }

  /** Binds a raw 32-byte Ed25519 key to a user and shows it in the rosters; `taken`: it is another user's. */
  async putDevice(user: string, publicKey: Uint8Array): Promise<'ok' | 'taken'> {
    const { store, clock } = this.#parts
    return this.#writing.run(async () => {
      const planned = await planDevice(store, user, publicKey, clock.now())
      if (planned === 'taken') return planned
      if (planned) await this.#keep(planned)
      return 'ok'
    })
  }

  /** Closes every socket (1012); resolved when all that was taken is on disk. */
  async stop(): Promise<void> {
    this.#connections.stop()
    await this.#rooms.settled()
    await this.#laterChecks.settled()
    await this.#writing.settled()
  }

  async #actOnce(user: string, key: string, act: Act, room: OpenRoom | null): Promise<ActAnswer> {
    const { store, clock } = this.#parts
    const before = await store.answer(user, key)
    if (before !== null) return JSON.parse(before) as ActAnswer
    const planned = await planAct(store, user, act, clock.now())
    const answer: ActAnswer = 'refusal' in planned ? { error: planned.refusal } : { result: planned.answer }
    const change: Change = 'refusal' in planned ? {} : planned.change
    const answers = [{ user, key, answer: JSON.stringify(answer), at: clock.now() }]
    await store.commit({ ...change, answers })
    if ('refusal' in planned) return answer
    room?.apply(change)
    this.#passOn(planned.updates)
    for (const closed of planned.closeMembers) this.#rooms.peek(closed.room)?.closeUser(closed.user)
    for (const closed of planned.closeGuests) this.#rooms.peek(closed)?.closeGuests()
    return answer
  }

  async #keep({ change, updates }: WithDocuments): Promise<void> {
    await this.#parts.store.commit(change)
    this.#passOn(updates)
  }

  #passOn(updates: readonly { name: string; update: Uint8Array }[]): void {
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
    const opened = isThatKind ? await room.open(name, listener) : closeCodes.noSuchDocument
    if (typeof opened === 'number') this.#rooms.release(id, room)
    return opened
  }

  async #takeOut(id: string, { device, listener }: Sender, { name, record }: OfferedRecord): Promise<void> {
    this.#parts.log({ what: 'misbehaviour', room: id, device, name, how: 'bad-signature' })
    listener.condemn(closeCodes.malformed, 'signature')
    this.#connections.closeWhere((who) => who.device === device, closeCodes.malformed, 'signature')
    try {
      await this.#blank(id, device, record.seq)
    } catch (error) {
      this.#parts.log({ what: 'fault', where: 'taking out a forged record', error })
    }
  }

  async #blank(id: string, device: string, seq: number): Promise<void> {
    const room = await this.#rooms.take(id)
    try {
      await room?.blank(device, seq)
    } finally {
      if (room) this.#rooms.release(id, room)
    }
  }
}
