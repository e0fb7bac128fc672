import { Awareness } from 'y-protocols/awareness'
import type { WebsocketProvider } from 'y-websocket'
import { applyUpdate, Doc, type Transaction, type Map as YMap } from 'yjs'
import { writeCarried } from '../../shared/wire/carried.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import type { Result } from '../../shared/wire/results.ts'
import type { Block, DeletedRange, StateVector } from '../../shared/wire/update.ts'
import type { Clock } from '../base/clock.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import { AtRelay } from './atRelay.ts'
import { type DeviceCopy, keepCopy } from './deviceCopy.ts'
import { beyond } from './erasedHere.ts'
import { compareWhole, saysOnly, type Whole } from './noticeRestored.ts'
import type { Persistence } from './persistence.ts'
import { connect } from './provider.ts'
import type { Socket } from './socket.ts'
import { withUnseen } from './unseen.ts'

/** What becomes of the copy on this device when a replica ends. */
export type Finish = (copy: Persistence) => Promise<void>

export interface ReplicaParts {
  /** User id, or `guest`. */
  user: string
  document: string
  isSegment: boolean
  socket: Socket
  clock: Clock
  trouble(what: StorageTrouble): void
  /** Resolves once the document may be offered to the relay. */
  released: Promise<void>
  /** Whether this device's own sync or journal sends the record. */
  isOwn(name: string): boolean
  /** Whether the document is being closed. Then a replica that has loaded does not connect. */
  isClosing(): boolean
  /** Resolves when the document begins to close. */
  closing: Promise<void>
}

/** What a replica tells. */
export interface ReplicaListener {
  /** This device's copy is loaded. It has records of these Yjs client ids. */
  loaded(clients: ReadonlySet<number>): void
  changed(keys: ReadonlySet<string>): void
  /** The relay has more or less than before, although nothing here changed on screen. */
  lackingChanged(): void
  presence(): void
  results(results: readonly Result[]): void
  /**
   * The relay asks for what it lacks and tells its state vector. No part of our answer has been sent yet. Resolves when
   * everything that follows from it is stored.
   */
  asked(relay: StateVector): Promise<unknown>
  /** In step with the relay. The value is what the relay had on disk before it got our answer. */
  inStep(relay: StateVector): void
  /** No longer in step, because the connection is gone. */
  away(): void
  /** The relay refused the document. The value is a close code. */
  refused(code: number): void
  /** The relay's data lacks what this device has seen. Resolves when everything that follows from it is stored. */
  restored(whole: Whole): Promise<unknown>
  /** Merging can't bring this replica in step. Another must take its place, which begins with `holds`. */
  startOver(finish: Finish, holds?: Uint8Array): void
}

/**
 * One Yjs document in memory, with its copy on this device and its channel to the relay. When the document starts over,
 * another replica takes its place.
 */
export class Replica {
  readonly doc = new Doc()
  readonly awareness: Awareness
  readonly #parts: ReplicaParts
  readonly #listener: ReplicaListener
  readonly #atRelay: AtRelay
  /** Until this replica opens its own copy, the one of the replica before it: what ends here ends that one too. */
  #copy: DeviceCopy | null
  #provider: WebsocketProvider | null = null
  #relayHas: StateVector | null = null
  #whole: Whole | null = null
  #hasLoaded = false
  #isInStep = false
  #isEnded = false
  /** Until this is done, the copy on this device may be the only place that holds something. */
  #stored: Promise<unknown> = Promise.resolve()

  constructor(parts: ReplicaParts, listener: ReplicaListener, before: Replica | null = null, holds?: Uint8Array) {
    this.#parts = parts
    this.#listener = listener
    this.#copy = before ? before.#copy : null
    if (holds) applyUpdate(this.doc, holds)
    this.awareness = silent(this.doc)
    this.#atRelay = new AtRelay(this.doc, parts.isOwn)
  }

  get hasLoaded(): boolean {
    return this.#hasLoaded
  }

  get map(): YMap<unknown> {
    return this.doc.getMap(this.#parts.isSegment ? 'log' : 'roster')
  }

  /** Loads this device's copy, and then connects. Does nothing if the replica has ended meanwhile. */
  async open(): Promise<void> {
    if (this.#isEnded) return
    const copy = this.#keepCopy()
    this.#copy = copy
    this.doc.on('afterTransaction', (transaction: Transaction) => this.#noticeErasure(transaction))
    this.awareness.on('change', () => this.#listener.presence())
    await copy.loaded
    const lost = this.#parts.isSegment ? await copy.lost() : []
    if (this.#isEnded || this.#parts.isClosing()) return
    this.#atRelay.hasLost(lost)
    this.#hasLoaded = true
    this.#listener.loaded(new Set(this.doc.store.clients.keys()))
    this.map.observe((event) => this.#listener.changed(event.keysChanged as Set<string>))
    this.#provider = this.#connect()
  }

  /** The document is destroyed last, because its copy may still have to be written. */
  async end(finish: Finish): Promise<void> {
    const copy = this.#copy
    this.#isEnded = true
    copy?.stop()
    this.#provider?.destroy()
    this.#provider = null
    if (copy) await finish(copy)
    this.doc.destroy()
  }

  /**
   * Stores `holds` instead of this replica's copy. What another tab has stored of a segment and this one never had is
   * kept.
   */
  replaceBy(holds: Uint8Array): Finish {
    return async (copy) => {
      const { isSegment, isOwn } = this.#parts
      if (isSegment) {
        await this.#stored
        return copy.replace((stored) => withUnseen(this.doc, holds, stored, isOwn))
      }
      return (await this.#isStoredInTime()) ? copy.replace(() => holds) : copy.close()
    }
  }

  /** Connects again after the relay refused the document. */
  reconnect(): void {
    this.#provider?.connect()
  }

  /** Syncs again from the start. Out of step this does nothing, because then it happens anyway. */
  syncAnew(): void {
    if (!this.#isInStep) return
    this.#provider?.disconnect()
    this.#provider?.connect()
  }

  /** Records of others that this device has and the relay lacks, by name. Empty unless this is a segment in step. */
  lacking(): Map<string, Uint8Array> {
    return this.#parts.isSegment && this.#isInStep ? this.#atRelay.lacking() : new Map()
  }

  /** Whether the relay probably erased a record that it lacks and that this device still shows. */
  mayBeErased(name: string): boolean {
    return this.#atRelay.mayHaveErased(name)
  }

  /** Sends records of other devices to the relay. */
  carry(records: readonly Uint8Array[]): void {
    this.#provider?.ws?.send(writeMessage({ type: 'carry', records: writeCarried(records) }) as Uint8Array<ArrayBuffer>)
  }

  drop(name: string): void {
    this.map.delete(name)
    this.#copy?.rewrite()
  }

  /** If the browser deleted the copy, stores everything in memory as a new copy. */
  async keepAnew(): Promise<void> {
    await this.#copy?.keepAnew()
  }

  /** An update with what the relay lacks of others now, and with what it had lost and has not sent since. */
  movedLost(): Uint8Array {
    return this.#atRelay.movedLost()
  }

  /** An update with what this device has, without any deletions. */
  undeleted(): Uint8Array {
    return this.#atRelay.undeleted()
  }

  /** From now on it writes under this Yjs client id. */
  writeAs(id: number): void {
    this.doc.clientID = id
    // The provider assumes that both ids are equal, and uses this one when it says goodbye.
    this.awareness.clientID = id
    this.awareness.setLocalState(null)
  }

  #connect(): WebsocketProvider {
    const { user, document, socket, isSegment, released } = this.#parts
    const taps = {
      results: (results: readonly Result[]) => this.#listener.results(results),
      relayHas: (vector: StateVector) => this.#hasAtRelay(vector),
      said: (blocks: readonly Block[]) => {
        if (this.#atRelay.replacesLost(blocks)) this.#moveLost()
        else if (this.#atRelay.said(blocks)) this.#listener.lackingChanged()
      },
      whole: (update: Uint8Array) => {
        this.#whole = compareWhole(this.doc, update)
      },
      empty: (places: readonly DeletedRange[], all: boolean) => {
        this.#atRelay.leftEmpty(places, all)
        if (places.length > 0 && this.lacking().size > 0) this.#listener.lackingChanged()
      },
      spoiled: (reason: string) => console.error(`the relay sent malformed data for ${document}:`, reason),
    }
    const channel = { socket, document, strict: isSegment, released, taps }
    const provider = connect(user, this.doc, this.awareness, channel)
    provider.on('sync', () => this.#compare())
    provider.on('connection-close', () => {
      this.#relayHas = null
      this.#atRelay.forget()
      if (!this.#isInStep) return
      this.#isInStep = false
      this.#listener.away()
    })
    provider.on('closed', ({ code }) => {
      this.#isInStep = false
      this.#listener.refused(code)
    })
    return provider
  }

  #hasAtRelay(vector: StateVector): void {
    this.#store(this.#listener.asked(vector))
    const coversLost = this.#atRelay.coversLost(vector)
    this.#atRelay.has(vector)
    if (coversLost) return void this.#moveLost()
    this.#relayHas = vector
    this.#compare()
  }

  /** Somebody else may have written in the places of what the relay lost, so everything but that is taken anew. */
  #moveLost(): void {
    this.#startOverWith(this.movedLost())
  }

  #compare(): void {
    const { isSegment } = this.#parts
    // The relay never asks clients for documents that only the relay writes.
    const relay = isSegment ? this.#relayHas : new Map<number, number>()
    if (!relay || !this.#provider?.synced) return
    this.#relayHas = null
    const whole = this.#whole
    this.#whole = null
    // If the relay's data was replaced, merging cannot remove what the old data wrote. So this device takes only the
    // relay's answer.
    if (whole?.ahead) this.#store(this.#listener.restored(whole))
    const isOther = whole && (whole.ahead || !saysOnly(this.doc, whole))
    if (isOther) return void this.#startOverWith(whole.update)
    if (isSegment && this.#atRelay.holdsErased(relay)) return void this.#startOverWith(beyond(this.doc, relay))
    this.#isInStep = true
    if (isSegment) this.#noteLost()
    this.#listener.inStep(relay)
  }

  #store(work: Promise<unknown>): void {
    this.#stored = Promise.all([this.#stored, work])
  }

  /** False if the document closes first: whoever was to store it may be closed too. The next session is told again. */
  async #isStoredInTime(): Promise<boolean> {
    const { closing, isClosing } = this.#parts
    await Promise.race([this.#stored, closing])
    return !isClosing()
  }

  #startOverWith(holds: Uint8Array): void {
    this.#listener.startOver(this.replaceBy(holds), holds)
  }

  /** Keeps in mind, also on the disk, which records of others the relay lacks. */
  #noteLost(): void {
    const names = [...this.lacking().keys()]
    this.#atRelay.hasLost(names)
    this.#copy?.keepLost(names)
  }

  #noticeErasure(transaction: Transaction): void {
    if (transaction.origin !== this.#provider || transaction.deleteSet.clients.size === 0) return
    this.#copy?.rewrite()
    // A record of this device that was refused can hide the same record when the relay has taken it from another tab.
    if (this.#parts.isSegment && this.#atRelay.holdsErased()) queueMicrotask(() => this.syncAnew())
  }

  #keepCopy(): DeviceCopy {
    const { user, document, clock, trouble } = this.#parts
    const hasLoaded = () => this.#hasLoaded
    const startOver = () => this.#listener.startOver((copy) => copy.close())
    return keepCopy({ user, document, doc: this.doc, clock, trouble, hasLoaded, startOver })
  }
}

/** Presence is off until somebody looks at the document. */
const silent = (doc: Doc): Awareness => {
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  return awareness
}
