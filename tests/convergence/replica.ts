import * as Y from 'yjs'
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
  /** The relay said what it has, or what it has that we lacked. */
  synced(): void
  results(results: Result[]): void
}
type Send = (message: Uint8Array) => void

/**
 * One document in one tab, in step with the relay by the steps of y-protocols as y-websocket's provider takes them: step
 * 1 on opening, step 2 for a step 1, and every update that did not come from the relay or from another tab.
 */
export class Replica {
  readonly name: string
  readonly doc = new Y.Doc()
  readonly #isSegment: boolean
  readonly #events: ReplicaEvents
  #send: Send | null = null
  /** What the relay said to have, once it has also said what of it is blank. */
  #relayHas: StateVector | null = null
  inStep = false

  constructor(name: string, client: number, saved: readonly Uint8Array[], events: ReplicaEvents) {
    this.name = name
    this.doc.clientID = client
    this.#events = events
    this.#isSegment = name.split('/').length === 3
    for (const update of saved) Y.applyUpdate(this.doc, update, 'storage')
    this.doc.on('update', (update: Uint8Array, origin: unknown) => this.#updated(update, origin))
  }

  get isAttached(): boolean {
    return this.#send !== null
  }

  /** Its channel is open. */
  attach(send: Send, announces: boolean): void {
    this.#send = send
    send(writeMessage({ type: 'sync-step-1', stateVector: Y.encodeStateVector(this.doc) }))
    if (announces) send(this.#presence())
  }

  detach(): void {
    this.#send = null
    this.#relayHas = null
    this.inStep = false
  }

  receive(bytes: Uint8Array): void {
    const message = parseMessage(bytes)
    switch (message.type) {
      case 'sync-step-1':
        this.#relayHas = parseStateVector(message.stateVector)
        this.#answer(message.stateVector)
        this.#events.synced()
        break
      case 'sync-step-2':
        this.#apply(message.update)
        this.inStep = true
        this.#events.changed()
        this.#events.synced()
        break
      case 'update':
        this.#apply(message.update)
        this.#events.changed()
        break
      case 'results':
        this.#events.results(parseResults(message.results))
        break
      case 'awareness':
      case 'query-awareness':
        break
    }
  }

  receiveFromTab(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, 'tab')
  }

  set(name: string, bytes: Uint8Array): void {
    this.doc.transact(() => this.#log.set(name, bytes), 'here')
  }

  /** Whether a record of this name was ever set here. Setting it again would write another shape than the admitted one. */
  knows(name: string): boolean {
    return this.#log._map.has(name)
  }

  records(): Map<string, Uint8Array> {
    return new Map(this.#log.entries())
  }

  written(): Map<string, unknown> {
    return new Map(this.doc.getMap('roster').entries())
  }

  /** Where the relay stands with a record that is set here. `unknown`: it has not said yet, or does not have it. */
  verdict(name: string): 'unknown' | 'has' | 'blank' {
    const item = this.#log._map.get(name)
    if (!item || !this.inStep) return 'unknown'
    if (item.deleted) return 'blank'
    return (this.#relayHas?.get(item.id.client) ?? 0) > item.id.clock ? 'has' : 'unknown'
  }

  /** Structs that wait for others which never came. */
  get isPending(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null
  }

  destroy(): void {
    this.detach()
    this.doc.destroy()
  }

  get #log(): Y.Map<Uint8Array> {
    return this.doc.getMap<Uint8Array>('log')
  }

  #answer(stateVector: Uint8Array): void {
    this.#send?.(writeMessage({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(this.doc, stateVector) }))
  }

  /** As the app does, the admitted shape is asked of the relay too. */
  #apply(update: Uint8Array): void {
    if (this.#isSegment) parseUpdate(update)
    Y.applyUpdate(this.doc, update, 'relay')
  }

  #updated(update: Uint8Array, origin: unknown): void {
    this.#events.save(update)
    if (origin !== 'here') return
    this.#send?.(writeMessage({ type: 'update', update }))
    this.#events.share(update)
  }

  #presence(): Uint8Array {
    const state = { status: 'online' as const, typing: false }
    return writeMessage({ type: 'awareness', update: writePresence([{ client: this.doc.clientID, clock: 1, state }]) })
  }
}
