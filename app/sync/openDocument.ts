import { createSignal } from 'solid-js'
import type { Awareness } from 'y-protocols/awareness'
import { getState, type Item, type Map as YMap } from 'yjs'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import { closeCodes, type Result } from '../../shared/wire/results.ts'
import type { StateVector } from '../../shared/wire/update.ts'
import type { Clock } from '../base/clock.ts'
import { Listeners } from '../base/listeners.ts'
import type { Locks } from '../base/locks.ts'
import type { Table } from '../base/table.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import { ClientId } from './clientId.ts'
import { type Keeping, untilKept } from './keeping.ts'
import type { Whole } from './noticeRestored.ts'
import { type Finish, Replica, type ReplicaListener } from './replica.ts'
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
export type Restored = Pick<Whole, 'entries' | 'before'> & Keeping

/** The relay asks for what it lacks and tells its state vector. No part of our answer has been sent yet. */
export type Asked = { relay: StateVector } & Keeping

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

/** A document as the rest of the app sees it: what is in it, and what it tells, however often it starts over. */
export class OpenDocument {
  readonly name: string
  readonly changed = new Listeners<Changed>()
  readonly results = new Listeners<readonly Result[]>()
  readonly asked = new Listeners<Asked>()
  /** In step with the relay. The value is what the relay had on disk before it got our answer. */
  readonly inStep = new Listeners<StateVector>()
  /** The relay refused the document. The value is a close code. */
  readonly refused = new Listeners<number>()
  readonly restored = new Listeners<Restored>()
  /** The relay has more or less than before, although nothing here changed on screen. */
  readonly lackingChanged = new Listeners<void>()
  readonly presence = new Listeners<void>()
  readonly #parts: DocumentParts
  readonly #isSegment: boolean
  readonly #state = createSignal<DocumentState>({ name: 'local' })
  readonly #clientId: ClientId
  readonly #released: Promise<void>
  #release: () => void = () => {}
  #replica: Replica
  #loaded: Promise<void>
  /** Resolves when the copies of the replicas before this one are closed, and what takes their place is stored. */
  #ended: Promise<unknown> = Promise.resolve()
  #closed = false
  readonly #closing: Promise<void>
  #close: () => void = () => {}
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
    this.#closing = new Promise((close) => {
      this.#close = close
    })
    this.#replica = this.#makeReplica(null)
    this.#loaded = this.#replica.open()
  }

  /** Resolves once this device's copy is loaded. */
  get loaded(): Promise<void> {
    return this.#loaded
  }

  get hasLoaded(): boolean {
    return this.#replica.hasLoaded
  }

  get map(): YMap<unknown> {
    return this.#replica.map
  }

  get awareness(): Awareness {
    return this.#replica.awareness
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
    const { doc, map } = this.#replica
    this.#clientId.use(doc.clientID)
    doc.transact(() => map.set(name, bytes))
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
    return this.#replica.lacking()
  }

  /** Whether the relay probably erased a record that it lacks and that this device still shows. */
  mayBeErased(name: string): boolean {
    return this.#replica.mayBeErased(name)
  }

  /** Sends records of other devices to the relay, which answers as if they were our own. */
  carry(records: readonly Uint8Array[]): void {
    this.#replica.carry(records)
  }

  /** Removes a record from this device after the relay said that it is erased. */
  drop(name: string): void {
    this.#replica.drop(name)
  }

  /** Whether this device has something that the relay lacks. */
  isAheadOf(relay: StateVector): boolean {
    const { store } = this.#replica.doc
    return [...store.clients.keys()].some((client) => getState(store, client) > (relay.get(client) ?? 0))
  }

  /** Forgets which names the relay refused or erased here, so that they can be added again. */
  async forgetDeleted(): Promise<void> {
    await this.#startOverWith(this.#replica.undeleted())
  }

  /**
   * Starts again from the relay's copy, because the Yjs client id that wrote here belongs to another device. Records of
   * others that the relay lost stay. One's own come again from the journal.
   */
  async rebuild(): Promise<void> {
    const lost = this.#replica.movedLost()
    await this.#clientId.forget()
    await this.#startOverWith(lost)
  }

  async close(): Promise<void> {
    await this.#closeWith((copy) => copy.close())
  }

  async clear(): Promise<void> {
    await this.#closeWith((copy) => copy.clear())
  }

  /** Tries a refused document again, after a change that may give access. */
  reconnect(): void {
    if (this.state().name !== 'closed') return
    this.#cancelRetry()
    this.#say({ name: 'local' })
    this.#replica.reconnect()
  }

  /**
   * Syncs again from the start: the relay tells what it has, and we send what it lacks. Out of step this does nothing,
   * because then it happens anyway.
   */
  syncAnew(): void {
    this.#replica.syncAnew()
  }

  /** If the browser deleted the copy, stores everything in memory as a new copy. */
  keepAnew(): Promise<void> {
    return this.#replica.keepAnew()
  }

  #makeReplica(before: Replica | null, holds?: Uint8Array): Replica {
    const parts = {
      ...this.#parts,
      document: this.name,
      isSegment: this.#isSegment,
      released: this.#released,
      isOwn: (name: string) => this.isOwn(name),
      isClosing: () => this.#closed,
      closing: this.#closing,
    }
    return new Replica(parts, this.#listener(), before, holds)
  }

  #listener(): ReplicaListener {
    return {
      loaded: (clients) => {
        this.#clientId.loaded(clients)
        this.changed.emit(null)
      },
      changed: (keys) => this.changed.emit(keys),
      lackingChanged: () => this.lackingChanged.emit(),
      presence: () => this.presence.emit(),
      results: (results) => this.results.emit(results),
      asked: (relay) => untilKept((keepUntil) => this.asked.emit({ relay, keepUntil })),
      inStep: (relay) => this.#hasComeInStep(relay),
      away: () => this.#say({ name: 'local' }),
      refused: (code) => this.#wasRefused(code),
      restored: ({ entries, before }) => untilKept((keepUntil) => this.restored.emit({ entries, before, keepUntil })),
      startOver: (finish, holds) => void this.#startOver(finish, holds),
    }
  }

  #hasComeInStep(relay: StateVector): void {
    this.#say({ name: 'synced' })
    if (this.#isSegment) void this.#takeUpClientId(relay)
    this.inStep.emit(relay)
  }

  async #takeUpClientId(relay: StateVector): Promise<void> {
    const replica = this.#replica
    const id = await this.#clientId.again(relay, (client) => getState(replica.doc.store, client))
    if (id === null || replica !== this.#replica || this.#closed) return
    replica.writeAs(id)
  }

  #wasRefused(code: number): void {
    this.#say({ name: 'closed', code })
    this.refused.emit(code)
    if (aboutWhoMayRead.includes(code)) return
    this.#cancelRetry = this.#parts.clock.after(secondThoughtMs, () => this.reconnect())
  }

  #startOverWith(holds: Uint8Array): Promise<void> {
    return this.#startOver(this.#replica.replaceBy(holds), holds)
  }

  async #startOver(finish: Finish, holds?: Uint8Array): Promise<void> {
    if (this.#closed) return
    this.#cancelRetry()
    this.#ended = Promise.all([this.#ended, this.#replica.end(finish)])
    const replica = this.#makeReplica(this.#replica, holds)
    this.#replica = replica
    this.#say({ name: 'local' })
    this.#loaded = this.#ended.then(() => replica.open())
    await this.#loaded
  }

  /** First waits for a replacement of the copy, which would otherwise be stored later. */
  async #closeWith(finish: Finish): Promise<void> {
    this.#closed = true
    this.#close()
    await this.#ended
    this.#clientId.release()
    this.#cancelRetry()
    await this.#replica.end(finish)
  }

  #say(state: DocumentState): void {
    this.#state[1](state)
  }
}
