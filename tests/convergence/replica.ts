import * as Y from 'yjs'
import { AtRelay } from '../../app/sync/atRelay.ts'
import type { ClientId } from '../../app/sync/clientId.ts'
import { beyond } from '../../app/sync/erasedHere.ts'
import { compareWhole, saysOnly, type Whole } from '../../app/sync/noticeRestored.ts'
import { writeCarried } from '../../shared/wire/carried.ts'
import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { writePresence } from '../../shared/wire/presence.ts'
import { parseResults, type Result } from '../../shared/wire/results.ts'
import { parseStateVector, parseUpdate, type StateVector } from '../../shared/wire/update.ts'

export interface ReplicaEvents {
  /** Every update, whoever it came from. */
  save(update: Uint8Array): void
  /** What was written here. */
  share(update: Uint8Array): void
  /** The document may have changed. */
  changed(): void
  /** Before the relay is offered what it lacks. */
  asked(relay: StateVector): void
  /** As `lackingChanged` in app/sync/openDocument.ts. */
  lackingChanged(): void
  /** These records came or went. */
  records(names: ReadonlySet<string>): void
  /** In step with the relay: what it had before it answered. */
  inStep(relay: StateVector): void
  /** No longer in step. */
  away(): void
  results(results: Result[]): void
  /** A record of this device that was refused hides the same record of the relay, as in app/sync/replica.ts. */
  hidden(): void
  /** The relay's data were put back since this device saw them. */
  restored(whole: Whole): void
  /** What is held here does not go with what the relay says: that alone is to be taken. */
  renew(whole: Uint8Array): void
  /** The relay lacks these records of others, as far as it has told. */
  lost(names: readonly string[]): void
}
export interface ReplicaStart {
  client: number
  /** The app's way of taking up an id of an earlier life, for documents that are written in. */
  clientId: ClientId | null
  saved: readonly Uint8Array[]
  /** Names of records that the relay lacked when they were saved. */
  lost: readonly string[]
  /** Whether it waits for what takes the place of an earlier copy: until then nothing is saved, and it has no channel. */
  waits: boolean
  /** As in app/sync/openDocument.ts. */
  isOwn(name: string): boolean
  /** 0 to 1. */
  chance(): number
}
type Send = (message: Uint8Array) => void
type Reader<T> = (entries: Map<string, unknown>) => T

/**
 * One document in one tab, in step with the relay by the steps of y-protocols as y-websocket's provider takes them: step
 * 1 on opening, step 2 for a step 1, and every update that did not come from the relay or from another tab.
 */
export class Replica {
  readonly name: string
  readonly doc: Y.Doc
  readonly isSegment: boolean
  readonly #events: ReplicaEvents
  readonly #clientId: ClientId | null
  #send: Send | null = null
  /** What the relay said to have, once it has also said what of it is blank. */
  #relayHas: StateVector | null = null
  /** As in app/sync/channel.ts: updates that wait for the complete answer. */
  #early: Uint8Array[] = []
  readonly #atRelay: AtRelay
  inStep = false
  isWaiting: boolean
  /** The relay would not have it. */
  closedWith: number | null = null
  /** What each reader made of the relay's map as it is now. */
  readonly #read = new Map<Reader<unknown>, unknown>()

  constructor(name: string, start: ReplicaStart, events: ReplicaEvents) {
    const { client, clientId, saved, lost, waits, isOwn, chance } = start
    this.name = name
    this.doc = new Y.Doc({ guid: name }) // a random guid takes longer than most of what follows
    this.doc.clientID = client
    this.doc.on('beforeObserverCalls', () => this.#read.clear())
    this.#clientId = clientId
    this.#events = events
    this.isSegment = name.split('/').length === 3
    this.isWaiting = waits
    for (const update of saved) Y.applyUpdate(this.doc, update, 'storage')
    this.#atRelay = new AtRelay(this.doc, isOwn, chance)
    this.#atRelay.hasLost(lost)
    if (!waits) this.#loaded()
    this.log.observe(({ keysChanged }) => events.records(keysChanged as Set<string>))
    this.doc.on('update', (update: Uint8Array, origin: unknown) => this.#updated(update, origin))
  }

  /** As app/sync/replica.ts opens its copy: what it has is stored too. */
  openOn(saved: readonly Uint8Array[], lost: readonly string[]): void {
    this.isWaiting = false
    if (this.doc.store.clients.size > 0) this.#events.save(this.encoded())
    for (const update of saved) Y.applyUpdate(this.doc, update, 'storage')
    this.#atRelay.hasLost(lost)
    this.#loaded()
  }

  get isAttached(): boolean {
    return this.#send !== null
  }

  /** Its channel is open. */
  attach(send: Send, announces: boolean): void {
    this.#send = send
    this.closedWith = null
    send(writeMessage({ type: 'sync-step-1', stateVector: Y.encodeStateVector(this.doc) }))
    if (announces) send(this.#presence())
  }

  detach(): void {
    this.#send = null
    this.#relayHas = null
    this.#atRelay.forget()
    this.#early = []
    const wasInStep = this.inStep
    this.inStep = false
    if (wasInStep) this.#events.away()
  }

  receive(bytes: Uint8Array): void {
    const message = parseMessage(bytes)
    switch (message.type) {
      case 'sync-step-1':
        this.#hearWhatRelayHas(message.stateVector)
        break
      case 'sync-step-2':
        this.#takeWhole(message.update)
        break
      case 'update':
        if (this.isSegment) this.#takeUpdate(message.update)
        else if (this.inStep) this.#applyAndTell(message.update)
        else this.#early.push(message.update)
        break
      case 'results':
        this.#events.results(parseResults(message.results))
        break
      case 'awareness':
      case 'query-awareness':
      case 'carry':
        break
    }
  }

  receiveFromTab(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, 'tab')
  }

  set(name: string, bytes: Uint8Array): void {
    this.#clientId?.use(this.doc.clientID)
    this.doc.transact(() => this.log.set(name, bytes), 'here')
  }

  /** Removes a record that the relay said is erased. */
  drop(name: string): void {
    this.log.delete(name)
  }

  /** The newest item under a name, deleted or not. */
  itemOf(name: string): Y.Item | null {
    return this.log._map.get(name) ?? null
  }

  /** Records of others that this device has and the relay lacks, by name. */
  lacking(): Map<string, Uint8Array> {
    return this.isSegment && this.inStep ? this.#atRelay.lacking() : new Map()
  }

  mayBeErased(name: string): boolean {
    return this.#atRelay.mayHaveErased(name)
  }

  /** An update with what the relay has lost of others, at places that are this device's alone. */
  movedLost(): Uint8Array {
    return this.#atRelay.movedLost()
  }

  /** An update with what this device has, without any deletions. */
  undeleted(): Uint8Array {
    return this.#atRelay.undeleted()
  }

  carry(records: readonly Uint8Array[]): void {
    this.#send?.(writeMessage({ type: 'carry', records: writeCarried(records) }))
  }

  records(): Map<string, Uint8Array> {
    return new Map(this.log.entries())
  }

  /** What `read` makes of the entries that the relay wrote. Read again only after a change. */
  written<T>(read: Reader<T>): T {
    if (!this.#read.has(read)) this.#read.set(read, read(this.#written()))
    return this.#read.get(read) as T
  }

  #written(): Map<string, unknown> {
    return new Map(this.doc.getMap('roster').entries())
  }

  encoded(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  /** Structs that wait for others which never came. */
  get isPending(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null
  }

  /** Starts again under another id, and the one it had is not taken up again. */
  async forget(): Promise<void> {
    await this.#clientId?.forget()
  }

  destroy(): void {
    this.detach()
    this.#clientId?.release()
    this.doc.destroy()
  }

  /** What is in it, whoever writes it. */
  get map(): Y.Map<unknown> {
    return this.doc.getMap(this.isSegment ? 'log' : 'roster')
  }

  get log(): Y.Map<Uint8Array> {
    return this.doc.getMap<Uint8Array>('log')
  }

  #loaded(): void {
    this.#clientId?.loaded(new Set(this.doc.store.clients.keys()))
  }

  #answer(stateVector: Uint8Array): void {
    this.#send?.(writeMessage({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(this.doc, stateVector) }))
  }

  /** As in app/sync/replica.ts: somebody else may have written in the places of what the relay lost. */
  #hearWhatRelayHas(stateVector: Uint8Array): void {
    const relay = parseStateVector(stateVector)
    this.#events.asked(relay)
    const coversLost = this.#atRelay.coversLost(relay)
    this.#atRelay.has(relay)
    if (coversLost) {
      this.#events.renew(this.movedLost())
      return
    }
    this.#relayHas = relay
    this.#answer(stateVector)
    this.#compare()
  }

  /** As in app/sync/replica.ts: what the relay says to have counts once it has also said what of it is empty. */
  #compare(): void {
    // The relay never asks for documents that only it writes.
    const relay = this.isSegment ? this.#relayHas : new Map<number, number>()
    if (!relay || !this.inStep) return
    this.#relayHas = null
    if (this.isSegment && this.#atRelay.holdsErased(relay)) {
      this.inStep = false
      this.#events.renew(beyond(this.doc, relay))
      return
    }
    if (this.isSegment) this.#noteLost()
    this.#takeUpClientId(relay)
    this.#events.inStep(relay)
  }

  #noteLost(): void {
    const names = [...this.lacking().keys()]
    this.#atRelay.hasLost(names)
    this.#events.lost(names)
  }

  async #takeUpClientId(relay: StateVector): Promise<void> {
    const id = await this.#clientId?.again(relay, (client) => Y.getState(this.doc.store, client))
    if (typeof id === 'number' && this.#send) this.doc.clientID = id
  }

  #takeWhole(update: Uint8Array): void {
    if (!this.isSegment) this.#takeWritten(update)
    else if (this.#hear(update, true)) {
      this.#apply(update)
      this.#isInStep()
    }
  }

  /** As in app/sync/replica.ts: what another life of the relay's data wrote does not go by merging. */
  #takeWritten(update: Uint8Array): void {
    const whole = compareWhole(this.doc, update)
    if (whole.ahead) this.#events.restored(whole)
    this.#apply(update)
    if (whole.ahead || !saysOnly(this.doc, whole)) this.#events.renew(whole.update)
    else this.#isInStep()
  }

  #takeUpdate(update: Uint8Array): void {
    if (!this.#hear(update, false)) return
    this.#applyAndTell(update)
    if (this.inStep && this.#atRelay.holdsErased()) this.#events.hidden()
  }

  #applyAndTell(update: Uint8Array): void {
    this.#apply(update)
    this.#events.changed()
  }

  /** False if it replaces what the relay had lost, and the document starts over. */
  #hear(update: Uint8Array, isAll: boolean): boolean {
    const { blocks, deleted } = parseUpdate(update)
    if (this.#atRelay.replacesLost(blocks)) {
      this.#events.renew(this.movedLost())
      return false
    }
    if (this.#atRelay.said(blocks)) this.#events.lackingChanged()
    this.#atRelay.leftEmpty(deleted, isAll)
    if (deleted.length > 0 && this.lacking().size > 0) this.#events.lackingChanged()
    return true
  }

  #isInStep(): void {
    this.inStep = true
    for (const update of this.#early.splice(0)) this.#apply(update)
    this.#events.changed()
    this.#compare()
  }

  /** As the app does, the admitted shape is asked of the relay too. */
  #apply(update: Uint8Array): void {
    if (this.isSegment) parseUpdate(update)
    Y.applyUpdate(this.doc, update, 'relay')
  }

  #updated(update: Uint8Array, origin: unknown): void {
    if (!this.isWaiting && origin !== 'storage') this.#events.save(update)
    if (origin !== 'here') return
    this.#send?.(writeMessage({ type: 'update', update }))
    this.#events.share(update)
  }

  #presence(): Uint8Array {
    const state = { status: 'online' as const, typing: false }
    return writeMessage({ type: 'awareness', update: writePresence([{ client: this.doc.clientID, clock: 1, state }]) })
  }
}
