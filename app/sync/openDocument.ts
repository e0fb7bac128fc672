import { createSignal } from 'solid-js'
import { Awareness } from 'y-protocols/awareness'
import type { WebsocketProvider } from 'y-websocket'
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
import { AtRelay } from './atRelay.ts'
import { ClientId } from './clientId.ts'
import { type DeviceCopy, keepCopy } from './deviceCopy.ts'
import { beyond } from './erasedHere.ts'
import { compareWhole, saysOnly, type Whole } from './noticeRestored.ts'
import type { Persistence } from './persistence.ts'
import { connect } from './provider.ts'
import type { Socket } from './socket.ts'

export interface DocumentParts {
  /** User id, or `guest`. It keeps the accounts on one device apart. */
  user: string
  socket: Socket
  clock: Clock
  locks: Locks
  clientIds: Table<number>
  trouble(what: StorageTrouble): void
  /** Whether this device's own sync or journal sends the record. */
  isOwn(document: string, name: string): boolean
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

/** How long to wait before another attempt after a closing code that is not about access. */
const secondThoughtMs = 60_000
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
  #copy: DeviceCopy
  #provider: WebsocketProvider | null = null
  #relayHas: StateVector | null = null
  #atRelay: AtRelay
  #whole: Whole | null = null
  #loaded: Promise<void>
  #hasLoaded = false
  #renewed: Promise<void> = Promise.resolve()
  #closed = false
  #isCleared = false
  #cancelRetry: () => void = () => {}

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
    this.#atRelay = this.#knownOf(this.#doc)
    this.#copy = this.#keepCopy(this.#doc)
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

  isOwn(name: string): boolean {
    return this.#parts.isOwn(this.name, name)
  }

  /** Records of others that this device has and the relay lacks, by name. Empty unless this is a segment in step. */
  lacking(): Map<string, Uint8Array> {
    return this.#isSegment && this.state().name === 'synced' ? this.#atRelay.lacking() : new Map()
  }

  /** Sends records of other devices to the relay, which answers as if they were our own. */
  carry(records: readonly Uint8Array[]): void {
    this.#provider?.ws?.send(writeMessage({ type: 'carry', records: writeCarried(records) }) as Uint8Array<ArrayBuffer>)
  }

  /** Removes a record from this device after the relay said that it is erased. */
  drop(name: string): void {
    this.map.delete(name)
    this.#copy.rewrite()
  }

  /** Whether this device has something that the relay lacks. */
  isAheadOf(relay: StateVector): boolean {
    return [...this.#doc.store.clients.keys()].some(
      (client) => getState(this.#doc.store, client) > (relay.get(client) ?? 0),
    )
  }

  /** Forgets which names the relay refused or erased here, so that they can be added again. */
  async forgetDeleted(): Promise<void> {
    await this.#renew((copy) => copy.clear(), beyond(this.#doc, new Map()))
  }

  /**
   * Starts again from the relay's copy, because the Yjs client id that wrote here belongs to another device. Records of
   * others that the relay lost stay. One's own come again from the journal.
   */
  async rebuild(): Promise<void> {
    const lost = this.#atRelay.movedLost()
    await this.#clientId.forget()
    await this.#renew((copy) => copy.clear(), lost)
  }

  /** Waits until a segment that starts over is stored, because what it holds may be on no other device. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#renewed
    await this.#closeWith((copy) => copy.close())
  }

  async clear(): Promise<void> {
    this.#closed = true
    this.#isCleared = true
    await this.#closeWith((copy) => copy.clear())
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
  keepAnew(): Promise<void> {
    return this.#copy.keepAnew()
  }

  async #begin(): Promise<void> {
    const doc = this.#doc
    doc.on('afterTransaction', (transaction: Transaction) => this.#noticeErasure(transaction))
    this.#awareness.on('change', () => this.presence.emit())
    await this.#copy.loaded
    const lost = this.#isSegment ? await this.#copy.lost() : []
    if (this.#closed || doc !== this.#doc) return
    this.#atRelay.hasLost(lost)
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
      relayHas: (vector: StateVector) => this.#hasAtRelay(vector),
      said: (blocks: readonly Block[]) => {
        if (this.#atRelay.replacesLost(blocks)) void this.#moveLost()
        else this.#atRelay.said(blocks)
      },
      whole: (update: Uint8Array) => {
        this.#whole = compareWhole(this.#doc, update)
      },
      empty: (places: readonly DeletedRange[], all: boolean) => this.#atRelay.leftEmpty(places, all),
      spoiled: (reason: string) => console.error(`the relay sent malformed data for ${this.name}:`, reason),
    }
    const channel = { socket, document: this.name, strict: this.#isSegment, released: this.#released, taps }
    const provider = connect(user, this.#doc, this.#awareness, channel)
    provider.on('sync', () => this.#compare())
    provider.on('connection-close', () => {
      this.#relayHas = null
      this.#atRelay.forget()
      if (this.state().name === 'synced') this.#say({ name: 'local' })
    })
    provider.on('closed', ({ code }) => this.#refused(code))
    return provider
  }

  #hasAtRelay(vector: StateVector): void {
    this.asked.emit(vector)
    const coversLost = this.#atRelay.coversLost(vector)
    this.#atRelay.has(vector)
    if (coversLost) return void this.#moveLost()
    this.#relayHas = vector
    this.#compare()
  }

  /** Somebody else may have written in the places of what the relay lost, so everything but that is taken anew. */
  #moveLost(): Promise<void> {
    return this.#renew((copy) => copy.clear(), this.#atRelay.movedLost())
  }

  /** Keeps in mind, also on the disk, which records of others the relay lacks. */
  #noteLost(): void {
    const names = [...this.lacking().keys()]
    this.#atRelay.hasLost(names)
    this.#copy.keepLost(names)
  }

  #knownOf(doc: Doc): AtRelay {
    return new AtRelay(doc, (name) => this.isOwn(name))
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
      return void this.#renew((copy) => first.then(() => (this.#closed ? copy.close() : copy.clear())), whole.update)
    if (this.#isSegment && this.#atRelay.holdsErased(relay))
      return void this.#renew((copy) => copy.clear(), beyond(this.#doc, relay))
    this.#say({ name: 'synced' })
    if (this.#isSegment) this.#noteLost()
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
    this.#copy.rewrite()
    // A record of this device that was refused can hide the same record when the relay has taken it from another tab.
    if (this.#isSegment && this.#atRelay.holdsErased()) queueMicrotask(() => this.syncAnew())
  }

  #keepCopy(doc: Doc): DeviceCopy {
    const { user, clock, trouble } = this.#parts
    const hasLoaded = () => this.#hasLoaded
    const startOver = () => void this.#renew((copy) => copy.close())
    return keepCopy({ user, document: this.name, doc, clock, trouble, hasLoaded, startOver })
  }

  async #renew(finish: (copy: Persistence) => Promise<void>, holds?: Uint8Array): Promise<void> {
    if (this.#closed) return
    const left = this.#detach(finish)
    const doc = new Doc()
    if (holds) applyUpdate(doc, holds)
    this.#doc = doc
    this.#awareness = silent(doc)
    this.#hasLoaded = false
    this.#atRelay = this.#knownOf(doc)
    this.#say({ name: 'local' })
    this.#loaded = left.then(() => {
      // Another renewal may have started meanwhile.
      if (this.#isCleared || doc !== this.#doc) return
      this.#copy = this.#keepCopy(doc)
      return this.#begin()
    })
    if (this.#isSegment) this.#renewed = this.#loaded
    await this.#loaded
  }

  async #closeWith(finish: (copy: Persistence) => Promise<void>): Promise<void> {
    this.#clientId.release()
    await this.#detach(finish)
  }

  /** The document is destroyed last, because its copy may still have to be written. */
  async #detach(finish: (copy: Persistence) => Promise<void>): Promise<void> {
    const doc = this.#doc
    this.#cancelRetry()
    this.#copy.stop()
    this.#provider?.destroy()
    this.#provider = null
    await finish(this.#copy)
    doc.destroy()
  }

  #say(state: DocumentState): void {
    this.#state[1](state)
  }
}

/** Presence is off until somebody looks at the document. */
const silent = (doc: Doc): Awareness => {
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  return awareness
}
