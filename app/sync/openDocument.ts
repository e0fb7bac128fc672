import { createSignal } from 'solid-js'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import { applyUpdate, Doc, getState, type Item, type Transaction, type Map as YMap } from 'yjs'
import { writeCarried } from '../../shared/wire/carried.ts'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { closeCodes, type Result } from '../../shared/wire/results.ts'
import type { Block, DeletedRange, StateVector } from '../../shared/wire/update.ts'
import type { Clock } from '../base/clock.ts'
import { Listeners } from '../base/listeners.ts'
import type { Locks } from '../base/locks.ts'
import type { Table } from '../base/table.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import { channelOf } from './channel.ts'
import { ClientId } from './clientId.ts'
import { beyond, holdsErased } from './erasedHere.ts'
import { lackingIn } from './lacking.ts'
import { compareWhole, saysOnly, type Whole } from './otherLives.ts'
import { type Persistence, persist } from './persistence.ts'
import type { Socket } from './socket.ts'

export interface DocumentParts {
  /** User id, or `guest`. It keeps the accounts on one device apart. */
  user: string
  socket: Socket
  clock: Clock
  locks: Locks
  clientIds: Table<number>
  trouble(what: StorageTrouble): void
}

/**
 * `local`: only this device's copy is shown. `synced`: in step with the relay. `closed`: the relay refuses the
 * document, and the code says why.
 */
export type DocumentState = { name: 'local' } | { name: 'synced' } | { name: 'closed'; code: number }

/** The relay's data was restored from a backup after this device saw it, or it is different data. */
export interface Restored extends Pick<Whole, 'entries' | 'before'> {
  /** Keeps the copy on this device's disk until `work` is done, because only that copy shows the earlier state. */
  keepUntil(work: Promise<unknown>): void
}

/** A set holds the keys that changed. Null means that the document was replaced and everything may have changed. */
export type Changed = ReadonlySet<string> | null

const longestBackoffMs = 5_000
/** How long to wait before another attempt after a closing code that is not about access. */
const secondThoughtMs = 60_000
/** If another tab signs out and deletes this data, it says so within this time, and then nothing is stored again. */
const keepAnewAfterMs = 500
const aboutWhoMayRead: readonly number[] = [
  closeCodes.notYours,
  closeCodes.noSuchDocument,
  closeCodes.signedOut,
  closeCodes.banned,
  closeCodes.deleted,
]

/** One Yjs document: its root map, its copy on this device, and its channel to the relay. */
export class OpenDocument {
  readonly name: string
  readonly changed = new Listeners<Changed>()
  readonly results = new Listeners<readonly Result[]>()
  /** The relay asks for what it lacks and tells its state vector. No part of our answer has been sent yet. */
  readonly asked = new Listeners<StateVector>()
  /** In step with the relay. The value is what the relay had on disk before it got our answer. */
  readonly inStep = new Listeners<StateVector>()
  /** The relay refused the document. The value is a close code. */
  readonly refused = new Listeners<number>()
  readonly restored = new Listeners<Restored>()
  readonly presence = new Listeners<void>()
  readonly #parts: DocumentParts
  readonly #isSegment: boolean
  readonly #state = createSignal<DocumentState>({ name: 'local' })
  readonly #clientId: ClientId
  readonly #released: Promise<void>
  #release: () => void = () => {}
  #doc = new Doc()
  #awareness: Awareness
  #persistence: Persistence
  #provider: WebsocketProvider | null = null
  #relayHas: StateVector | null = null
  /** The relay's state vector of a segment, as far as this connection has told it. */
  readonly #relayAt: StateVector = new Map()
  #whole: Whole | null = null
  /** The empty places of a segment, as the relay has reported them. */
  #empty: readonly DeletedRange[] = []
  #loaded: Promise<void>
  #hasLoaded = false
  #closed = false
  #cancelRetry: () => void = () => {}
  #isUnkept = false
  #cancelKeep: () => void = () => {}

  /** If `held`, the document is not offered to the relay until `release`, because the relay does not know it yet. */
  constructor(name: string, held: boolean, parts: DocumentParts) {
    this.name = name
    this.#parts = parts
    const kind = parseDocumentName(name)?.kind
    this.#isSegment = kind === 'segment' || kind === 'self'
    this.#clientId = new ClientId(name, {
      ids: parts.clientIds,
      locks: this.#isSegment ? parts.locks : null,
      user: parts.user,
    })
    this.#released = new Promise((release) => {
      this.#release = release
    })
    if (!held) this.#release()
    this.#awareness = silent(this.#doc)
    this.#persistence = this.#persist()
    this.#loaded = this.#begin()
  }

  /** Resolves once this device's copy is loaded. */
  get loaded(): Promise<void> {
    return this.#loaded
  }

  get hasLoaded(): boolean {
    return this.#hasLoaded
  }

  get map(): YMap<unknown> {
    return this.#doc.getMap(this.#isSegment ? 'log' : 'roster')
  }

  get awareness(): Awareness {
    return this.#awareness
  }

  state(): DocumentState {
    return this.#state[0]()
  }

  release(): void {
    this.#release()
  }

  /**
   * Adds a name that the document never had. False if it had the name before: a second item under a name would refer to
   * the first, and the relay refuses that, even if the first was erased.
   */
  add(name: string, bytes: Uint8Array): boolean {
    if (this.itemOf(name)) return false
    this.#clientId.use(this.#doc.clientID)
    this.#doc.transact(() => this.map.set(name, bytes))
    return true
  }

  /** The newest item under a name, deleted or not. */
  itemOf(name: string): Item | null {
    return this.map._map.get(name) ?? null
  }

  /** Records that this device has and the relay lacks, by name. Empty unless this is a segment in step. */
  lacking(): Map<string, Uint8Array> {
    return this.#isSegment && this.state().name === 'synced'
      ? lackingIn(this.#doc, this.#relayAt, this.#empty)
      : new Map()
  }

  /** Sends records of other devices to the relay, which answers as if they were our own. */
  carry(records: readonly Uint8Array[]): void {
    this.#provider?.ws?.send(writeMessage({ type: 'carry', records: writeCarried(records) }) as Uint8Array<ArrayBuffer>)
  }

  /** Removes a record from this device after the relay said that it is erased. */
  drop(name: string): void {
    this.map.delete(name)
    this.#persistence.rewrite()
  }

  /** Whether this device has something that the relay lacks. */
  isAheadOf(relay: StateVector): boolean {
    return [...this.#doc.store.clients.keys()].some(
      (client) => getState(this.#doc.store, client) > (relay.get(client) ?? 0),
    )
  }

  /** Forgets which names the relay refused or erased here, so that they can be added again. */
  async forgetDeleted(): Promise<void> {
    await this.#renew((persistence) => persistence.clear(), beyond(this.#doc, new Map()))
  }

  /** Starts again from the relay's copy, because the Yjs client id that wrote here belongs to another device. */
  async rebuild(): Promise<void> {
    await this.#clientId.forget()
    await this.#renew((persistence) => persistence.clear())
  }

  close(): Promise<void> {
    return this.#closeWith((persistence) => persistence.close())
  }

  clear(): Promise<void> {
    return this.#closeWith((persistence) => persistence.clear())
  }

  /** Tries a refused document again, after a change that may give access. */
  reconnect(): void {
    if (this.state().name !== 'closed') return
    this.#cancelRetry()
    this.#say({ name: 'local' })
    this.#provider?.connect()
  }

  /**
   * Syncs again from the start: the relay tells what it has, and we send what it lacks. Out of step this does nothing,
   * because then it happens anyway.
   */
  syncAnew(): void {
    if (this.state().name !== 'synced') return
    this.#provider?.disconnect()
    this.#provider?.connect()
  }

  /** If the browser deleted the copy, stores everything in memory as a new copy. */
  async keepAnew(): Promise<void> {
    if (this.#isUnkept) {
      this.#isUnkept = false
      this.#cancelKeep()
      this.#parts.trouble('evicted')
      this.#persistence = this.#persist()
    }
    await this.#persistence.loaded
  }

  async #begin(): Promise<void> {
    const doc = this.#doc
    doc.on('afterTransaction', (transaction: Transaction) => this.#noticeErasure(transaction))
    this.#awareness.on('change', () => this.presence.emit())
    await this.#persistence.loaded
    if (this.#closed || doc !== this.#doc) return
    this.#hasLoaded = true
    this.#clientId.loaded(new Set(doc.store.clients.keys()))
    this.changed.emit(null)
    this.map.observe((event) => this.changed.emit(event.keysChanged as Set<string>))
    this.#provider = this.#connect()
  }

  #connect(): WebsocketProvider {
    const { socket, user } = this.#parts
    const taps = {
      results: (results: readonly Result[]) => this.results.emit(results),
      relayHas: (vector: StateVector) => {
        this.asked.emit(vector)
        this.#relayHas = vector
        for (const [client, clock] of vector) this.#advance(client, clock)
        this.#compare()
      },
      said: (blocks: readonly Block[]) => {
        for (const { client, clock, structs } of blocks)
          this.#advance(client, clock + structs.reduce((sum, one) => sum + ('empty' in one ? one.empty : 1), 0))
      },
      whole: (update: Uint8Array) => {
        this.#whole = compareWhole(this.#doc, update)
      },
      empty: (places: readonly DeletedRange[], all: boolean) => {
        this.#empty = all ? places : [...this.#empty, ...places]
      },
      spoiled: (reason: string) => console.error(`the relay sent malformed data for ${this.name}:`, reason),
    }
    const Channel = channelOf({
      socket,
      document: this.name,
      strict: this.#isSegment,
      released: this.#released,
      taps,
      ownClient: () => this.#awareness.clientID,
    })
    const provider = new WebsocketProvider(`yabber/${user}`, this.name, this.#doc, {
      awareness: this.#awareness,
      WebSocketPolyfill: Channel as unknown as typeof WebSocket,
      maxBackoffTime: longestBackoffMs * (0.75 + Math.random() / 4),
    })
    provider.on('sync', () => this.#compare())
    provider.on('connection-close', () => {
      this.#relayHas = null
      this.#relayAt.clear()
      if (this.state().name === 'synced') this.#say({ name: 'local' })
    })
    provider.on('closed', ({ code }) => this.#refused(code))
    return provider
  }

  #advance(client: number, clock: number): void {
    this.#relayAt.set(client, Math.max(clock, this.#relayAt.get(client) ?? 0))
  }

  #compare(): void {
    // The relay never asks clients for documents that only the relay writes.
    const relay = this.#isSegment ? this.#relayHas : new Map<number, number>()
    if (!relay || !this.#provider?.synced) return
    this.#relayHas = null
    const whole = this.#whole
    this.#whole = null
    // If the relay's data was replaced, merging cannot remove what the old data wrote. So this device takes only the
    // relay's answer.
    const first = whole?.ahead ? this.#tellRestored(whole) : Promise.resolve()
    if (whole && (whole.ahead || !saysOnly(this.#doc, whole)))
      return void this.#renew((kept) => first.then(() => (this.#closed ? kept.close() : kept.clear())), whole.update)
    if (this.#isSegment && holdsErased(this.#doc, relay, this.#empty))
      return void this.#renew((kept) => kept.clear(), beyond(this.#doc, relay))
    this.#say({ name: 'synced' })
    if (this.#isSegment) void this.#takeUpClientId(relay)
    this.inStep.emit(relay)
  }

  async #tellRestored({ entries, before }: Whole): Promise<void> {
    const works: Promise<unknown>[] = []
    this.restored.emit({ entries, before, keepUntil: (work) => works.push(work) })
    await Promise.allSettled(works)
  }

  async #takeUpClientId(relay: StateVector): Promise<void> {
    const doc = this.#doc
    const id = await this.#clientId.again(relay, (client) => getState(doc.store, client))
    if (id === null || doc !== this.#doc || this.#closed) return
    doc.clientID = id
    // The provider assumes that both ids are equal, and uses this one when it says goodbye.
    this.#awareness.clientID = id
    this.#awareness.setLocalState(null)
  }

  #refused(code: number): void {
    this.#say({ name: 'closed', code })
    this.refused.emit(code)
    if (aboutWhoMayRead.includes(code)) return
    this.#cancelRetry = this.#parts.clock.after(secondThoughtMs, () => this.reconnect())
  }

  #noticeErasure(transaction: Transaction): void {
    if (transaction.origin !== this.#provider || transaction.deleteSet.clients.size === 0) return
    this.#persistence.rewrite()
    // A record of this device that was refused can hide the same record when the relay has taken it from another tab.
    if (this.#isSegment && holdsErased(this.#doc, this.#relayAt, this.#empty)) queueMicrotask(() => this.syncAnew())
  }

  #persist(): Persistence {
    const { user, clock, trouble } = this.#parts
    const taken = (by: 'tab' | 'browser') => this.#taken(by)
    return persist({ name: documentDatabase(user, this.name), doc: this.#doc, clock, trouble, taken })
  }

  /**
   * If another tab cleared the copy, this tab starts over too. If the browser deleted it, memory still has the content.
   */
  #taken(by: 'tab' | 'browser'): void {
    if (by === 'tab' || !this.#hasLoaded) return void this.#renew((persistence) => persistence.close())
    void this.#persistence.close()
    if (this.#closed) return
    this.#isUnkept = true
    this.#cancelKeep = this.#parts.clock.after(keepAnewAfterMs, () => void this.keepAnew())
  }

  async #renew(finish: (persistence: Persistence) => Promise<void>, holds?: Uint8Array): Promise<void> {
    if (this.#closed) return
    const left = this.#detach(finish)
    const doc = new Doc()
    if (holds) applyUpdate(doc, holds)
    this.#doc = doc
    this.#awareness = silent(doc)
    this.#hasLoaded = false
    this.#relayAt.clear()
    this.#say({ name: 'local' })
    this.#loaded = left.then(() => {
      // Another renewal may have started meanwhile.
      if (this.#closed || doc !== this.#doc) return
      this.#persistence = this.#persist()
      return this.#begin()
    })
    await this.#loaded
  }

  async #closeWith(finish: (persistence: Persistence) => Promise<void>): Promise<void> {
    this.#closed = true
    this.#clientId.release()
    await this.#detach(finish)
  }

  /** The document is destroyed last, because its copy may still have to be written. */
  async #detach(finish: (persistence: Persistence) => Promise<void>): Promise<void> {
    const doc = this.#doc
    this.#cancelRetry()
    this.#cancelKeep()
    this.#isUnkept = false
    this.#provider?.destroy()
    this.#provider = null
    await finish(this.#persistence)
    doc.destroy()
  }

  #say(state: DocumentState): void {
    this.#state[1](state)
  }
}

export const documentDatabase = (user: string, document: string): string => `yabber/${user}/${document}`

/** Presence is off until somebody looks at the document. */
const silent = (doc: Doc): Awareness => {
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  return awareness
}
