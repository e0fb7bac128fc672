import { createPublicKey, randomBytes, verify } from 'node:crypto'
import * as Y from 'yjs'
import type { Clock, LogEvent, Verify } from '../../relay/base/surroundings.ts'
import type { Connection, Identity } from '../../relay/connection/socket.ts'
import { Core } from '../../relay/core/core.ts'
import { type RelayLimits, relayLimits } from '../../relay/pace/relay-limits.ts'
import { Life } from '../../relay/store/life.ts'
import { type Change, StoreFull } from '../../relay/store/store.ts'
import { toBase64url } from '../../shared/base64url.ts'
import type { Act } from '../../shared/room/acts.ts'
import { writeCarried } from '../../shared/wire/carried.ts'
import { type Message, parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { type PresenceEntry, type PresenceState, parsePresence, writePresence } from '../../shared/wire/presence.ts'
import { parseResults, type Result } from '../../shared/wire/results.ts'
import { parseUpdate } from '../../shared/wire/update.ts'
import { Device, type Signed } from './device.ts'
import { MemoryStore } from './store/memory-store.ts'
import { UpdateWriter } from './update-writer.ts'

/** A clock that stands still until a test moves it. */
export class HandClock implements Clock {
  #now = Date.now()
  #due: { at: number; run: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#due.push(timer)
    return () => {
      this.#due = this.#due.filter((other) => other !== timer)
    }
  }

  /** The machine sleeps this long. Timers that were due meanwhile run once the clock moves on. */
  sleep(ms: number): void {
    this.#now += ms
  }

  /** The system clock was set back. */
  putBack(ms: number): void {
    this.#now -= ms
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#now = Math.max(this.#now, next.at)
      this.#due = this.#due.filter((other) => other !== next)
      next.run()
      await settled()
    }
    this.#now = end
    await settled()
  }
}

/** Waits until everything has run that does not wait for the clock. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done))
}

export const verifyNow: Verify = async (publicKey, message, signature) => {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey) }, format: 'jwk' })
  return verify(null, message, key, signature)
}

/** A memory store whose disk a test can make full. */
class SmallStore extends MemoryStore {
  isFull = false
  readonly #changes: Change[] = []

  override async commit(change: Change): Promise<void> {
    if (this.isFull) throw new StoreFull('the test filled the disk')
    await super.commit(change)
    this.#changes.push(change)
  }

  /** A copy of the data folder, as another process of the relay would open it. */
  copy(now: number): SmallStore {
    const copy = new SmallStore({ life: new Life(now, Math.random) })
    for (const change of this.#changes) {
      copy.disk.apply(change)
      copy.#changes.push(change)
    }
    return copy
  }
}

/** The whole core of the relay in this process, on a memory store and a clock moved by hand. */
export class House {
  readonly clock: HandClock
  readonly store: SmallStore
  readonly events: LogEvent[] = []
  readonly core: Core

  constructor(
    limits: Partial<RelayLimits> = {},
    verify: Verify = verifyNow,
    { store, clock } = { store: new SmallStore(), clock: new HandClock() },
  ) {
    this.store = store
    this.clock = clock
    this.core = new Core({
      store: this.store,
      clock: this.clock,
      verify,
      limits: { ...relayLimits, ...limits },
      log: (event) => this.events.push(event),
    })
  }

  /** Stops the relay and starts it again on the same data. */
  async restart(): Promise<House> {
    await this.core.stop()
    return new House({}, verifyNow, this)
  }

  /** Makes a backup of the current data. Call the result to restore it. */
  backUp(): (limits?: Partial<RelayLimits>) => Promise<House> {
    const kept = this.store.copy(this.clock.now())
    return async (limits) => {
      await this.core.stop()
      return House.#on(kept, this.clock, limits)
    }
  }

  /** A second relay on a copy of the current data. */
  copy(): Promise<House> {
    return House.#on(this.store, this.clock)
  }

  static async #on(store: SmallStore, clock: HandClock, limits: Partial<RelayLimits> = {}): Promise<House> {
    await clock.pass(1_000)
    return new House(limits, verifyNow, { store: store.copy(clock.now()), clock })
  }

  /** Creates somebody with an account and a registered device. */
  async person(username: string): Promise<Resident> {
    const id = newId()
    await this.core.people.put({ id, username, name: username })
    const device = new Device()
    await this.core.people.putDevice(id, device.publicKey)
    return new Resident(this, id, device)
  }

  guest(document: string): MemoryClient {
    return new MemoryClient(this, { session: null, user: null, device: null }, document)
  }

  async room(owner: Resident, visibility: 'public' | 'private' = 'public'): Promise<string> {
    const room = newId()
    await owner.act({ do: 'make', room, name: room, topic: '', visibility })
    return room
  }
}

const newId = (): string => toBase64url(randomBytes(16))

export class Resident {
  readonly house: House
  readonly id: string
  readonly device: Device

  constructor(house: House, id: string, device: Device) {
    this.house = house
    this.id = id
    this.device = device
  }

  act(act: Act, key = newId()) {
    return this.house.core.act(this.id, key, act)
  }

  /** `doc`: what this device has of the document already. */
  async hear(document: string, doc?: Y.Doc): Promise<MemoryClient> {
    const who = { session: `session of ${this.id}`, user: this.id, device: this.device.idText }
    const peer = new MemoryClient(this.house, who, document, doc)
    await peer.sync()
    return peer
  }
}

/** A plain connection that keeps all messages it received, with a stock Yjs document. */
export class MemoryClient {
  readonly house: House
  readonly doc: Y.Doc
  readonly updateWriter = new UpdateWriter()
  readonly heard: Message[] = []
  readonly connection: Connection
  bufferedBytes = 0
  closedWith: number | null = null

  constructor(house: House, who: Identity, document: string, doc = new Y.Doc()) {
    this.house = house
    this.doc = doc
    const self = this
    const socket = {
      send: (bytes: Uint8Array) => this.#hear(parseMessage(bytes.slice())),
      close: (code: number) => {
        this.closedWith ??= code
      },
      get bufferedBytes() {
        return self.bufferedBytes
      },
    }
    this.connection = house.core.accept(socket, who, document)
  }

  #hear(message: Message): void {
    this.heard.push(message)
    if (message.type === 'sync-step-2' || message.type === 'update') Y.applyUpdate(this.doc, message.update, 'relay')
  }

  /** Sends a message and lets the relay do everything it can do without waiting for the clock. */
  async say(message: Message): Promise<void> {
    this.connection.receive(writeMessage(message))
    await settled()
  }

  async sync(): Promise<void> {
    await this.say({ type: 'sync-step-1', stateVector: Y.encodeStateVector(this.doc) })
  }

  async update(update: Uint8Array): Promise<void> {
    await this.say({ type: 'update', update })
  }

  /** Sends records under this connection's own Yjs client id, and keeps them in its document as a client does. */
  async write(...records: Signed[]): Promise<void> {
    const update = this.updateWriter.update(...records)
    Y.applyUpdate(this.doc, update)
    await this.update(update)
  }

  /** Carries records that other devices signed. */
  async carry(...records: Signed[]): Promise<void> {
    await this.say({ type: 'carry', records: writeCarried(records.map(({ bytes }) => bytes)) })
  }

  async present(client: number, clock: number, state: PresenceState | null): Promise<void> {
    await this.say({ type: 'awareness', update: writePresence([{ client, clock, state }]) })
  }

  /** Names of the records in the document, sorted. */
  get names(): string[] {
    return [...this.doc.getMap('log').keys()].sort()
  }

  get results(): Result[] {
    return this.heard.flatMap((message) => (message.type === 'results' ? parseResults(message.results) : []))
  }

  get presence(): PresenceEntry[] {
    return this.heard.flatMap((message) => (message.type === 'awareness' ? parsePresence(message.update) : []))
  }

  /** How often the relay asked what this client holds (sync step 1). */
  get asked(): number {
    return this.heard.filter(({ type }) => type === 'sync-step-1').length
  }

  /** Number of structs in all updates received. */
  get structs(): number {
    return this.heard.reduce((sum, message) => sum + structsOf(message), 0)
  }
}

const structsOf = (message: Message): number =>
  message.type === 'update' || message.type === 'sync-step-2'
    ? parseUpdate(message.update).blocks.reduce((sum, { structs }) => sum + structs.length, 0)
    : 0
