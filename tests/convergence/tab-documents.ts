import { createSignal } from 'solid-js'
import * as Y from 'yjs'
import { Listeners } from '../../app/base/listeners.ts'
import type { Documents } from '../../app/sync/documents.ts'
import type { Asked, DocumentState, OpenDocument, Restored } from '../../app/sync/openDocument.ts'
import type { Result } from '../../shared/wire/results.ts'
import type { StateVector } from '../../shared/wire/update.ts'
import type { Replica } from './replica.ts'

type Used =
  | 'name'
  | 'hasLoaded'
  | 'map'
  | 'itemOf'
  | 'add'
  | 'drop'
  | 'rebuild'
  | 'state'
  | 'syncAnew'
  | 'isAheadOf'
  | 'forgetDeleted'
  | 'lacking'
  | 'lackingChanged'
  | 'mayBeErased'
  | 'carry'
  | 'isOwn'

interface Holder {
  replica(): Replica | undefined
  /** Resolve when the replica that takes its place has loaded. */
  forgetDeleted(): Promise<void>
  rebuild(): Promise<void>
  /** Closes its channel and opens it again. */
  syncAnew(): void
  /** As in app/sync/openDocument.ts. */
  isOwn(name: string): boolean
}

/** The part of the app's open document that the code under test uses. The replica behind it may be replaced. */
export class TabDocument implements Pick<OpenDocument, Used> {
  readonly name: string
  readonly changed: OpenDocument['changed'] = new Listeners()
  readonly results = new Listeners<readonly Result[]>()
  readonly inStep = new Listeners<StateVector>()
  readonly asked = new Listeners<Asked>()
  readonly refused = new Listeners<number>()
  readonly lackingChanged = new Listeners<void>()
  readonly restored = new Listeners<Restored>()
  readonly loaded = Promise.resolve()
  readonly #stateChanged = createSignal(undefined, { equals: false })
  readonly #holder: Holder

  constructor(name: string, holder: Holder) {
    this.name = name
    this.#holder = holder
  }

  /** Tracked. */
  state(): DocumentState {
    this.#stateChanged[0]()
    const replica = this.#holder.replica()
    if (replica?.closedWith) return { name: 'closed', code: replica.closedWith }
    return { name: replica?.inStep ? 'synced' : 'local' }
  }

  /** It came in step with the relay, or is no longer. */
  stateChanged(): void {
    this.#stateChanged[1](undefined)
  }

  get hasLoaded(): boolean {
    return this.#holder.replica()?.isWaiting !== true
  }

  syncAnew(): void {
    if (this.state().name === 'synced') this.#holder.syncAnew()
  }

  get map(): Y.Map<unknown> {
    return this.#holder.replica()?.map ?? new Y.Doc().getMap('log')
  }

  itemOf(name: string): Y.Item | null {
    return this.#holder.replica()?.itemOf(name) ?? null
  }

  add(name: string, bytes: Uint8Array): boolean {
    const replica = this.#holder.replica()
    if (!replica || replica.itemOf(name)) return false
    replica.set(name, bytes)
    return true
  }

  drop(name: string): void {
    this.#holder.replica()?.drop(name)
  }

  async forgetDeleted(): Promise<void> {
    await this.#holder.forgetDeleted()
  }

  isAheadOf(relay: StateVector): boolean {
    const store = this.#holder.replica()?.doc.store
    return store
      ? [...store.clients.keys()].some((client) => Y.getState(store, client) > (relay.get(client) ?? 0))
      : false
  }

  lacking(): Map<string, Uint8Array> {
    return this.#holder.replica()?.lacking() ?? new Map()
  }

  mayBeErased(name: string): boolean {
    return this.#holder.replica()?.mayBeErased(name) ?? false
  }

  carry(records: readonly Uint8Array[]): void {
    this.#holder.replica()?.carry(records)
  }

  isOwn(name: string): boolean {
    return this.#holder.isOwn(name)
  }

  async rebuild(): Promise<void> {
    await this.#holder.rebuild()
  }
}

/** The documents of a tab, as the app's delivery asks for them. They stay open as long as the tab. */
export class TabDocuments implements Pick<Documents, 'open' | 'close' | 'find' | 'all' | 'each'> {
  readonly #opened = new Listeners<OpenDocument>()
  readonly #made = new Map<string, TabDocument>()
  readonly #make: (name: string) => TabDocument

  constructor(make: (name: string) => TabDocument) {
    this.#make = make
  }

  get(name: string): TabDocument {
    const made = this.#made.get(name)
    if (made) return made
    const document = this.#make(name)
    this.#made.set(name, document)
    this.#opened.emit(asOpen(document))
    return document
  }

  open(name: string): OpenDocument {
    return asOpen(this.get(name))
  }

  find(name: string): OpenDocument | undefined {
    return this.#made.has(name) ? this.open(name) : undefined
  }

  all(): OpenDocument[] {
    return [...this.#made.values()].map(asOpen)
  }

  each(act: (document: OpenDocument) => void): () => void {
    for (const document of this.all()) act(document)
    return this.#opened.subscribe(act)
  }

  async close(): Promise<void> {}
}

const asOpen = (document: TabDocument): OpenDocument => document as unknown as OpenDocument
