import { parseDocumentName } from '../../shared/wire/documents.ts'
import { closeCodes, type Result } from '../../shared/wire/results.ts'
import type { Chance } from '../world/chance.ts'
import type { Device } from './device.ts'
import type { Entry } from './journal.ts'
import { between, clientId, happens } from './odds.ts'
import { Replica } from './replica.ts'
import { Shelf } from './shelf.ts'
import { TabSocket } from './tab-socket.ts'
import type { Time } from './time.ts'
import { Writer, type Writing } from './writer.ts'

export interface TabParts {
  label: string
  time: Time
  chance: Chance
  device: Device
  announces: boolean
  complain(what: string): void
}

/** One open tab of the app: its documents, its socket, its way of writing. Killed at any moment, it does nothing more. */
export class Tab {
  readonly label: string
  readonly shelf: Shelf
  readonly socket: TabSocket
  readonly #writer: Writer
  readonly #parts: TabParts
  readonly #writing = new Set<Entry>()
  #alive = true

  constructor(parts: TabParts) {
    this.#parts = parts
    this.label = parts.label
    const { device } = parts
    const { storage } = device
    this.shelf = new Shelf({
      user: device.user,
      outbox: storage.outbox,
      listedOnce: storage.listedOnce,
      make: (document) => this.#makeReplica(document),
      dropped: (replica) => this.#dropped(replica),
    })
    this.socket = this.#makeSocket()
    this.#writer = new Writer({
      shelf: this.shelf,
      storage,
      transact: (work) => this.#transact(work),
      now: () => device.now() + storage.offsetMs,
      isBeingWritten: (entry) => device.tabs.some((tab) => tab.isWriting(entry)),
      begin: (entry) => this.#writing.add(entry),
      end: (entry) => this.#writing.delete(entry),
    })
  }

  start(): void {
    this.#follow()
    this.socket.connect()
  }

  kill(): void {
    this.#alive = false
    this.#writing.clear()
    this.socket.stop()
    for (const replica of this.shelf.replicas.values()) replica.destroy()
  }

  isWriting(entry: Entry): boolean {
    return this.#writing.has(entry)
  }

  write(writing: Writing): Promise<Entry> {
    return this.#writer.write(writing)
  }

  /** Something changed outside of this tab. */
  resume(): void {
    if (!this.#alive) return
    this.#follow()
    for (const replica of this.shelf.replicas.values()) this.#settle(replica)
  }

  neighbourDied(): void {
    if (!this.#alive) return
    this.resume()
    this.#writer.offerAgain((replica) => {
      this.socket.close(replica)
      this.socket.open(replica)
    })
  }

  receiveFromTab(document: string, update: Uint8Array): void {
    if (!this.#alive) return
    this.shelf.replicas.get(document)?.receiveFromTab(update)
    this.#changed(document)
  }

  /** Every document is open, and the relay has shown all it had of each. */
  get isInStep(): boolean {
    return (
      this.socket.isOpen && [...this.shelf.replicas.values()].every(({ inStep, isPending }) => inStep && !isPending)
    )
  }

  #makeReplica(name: string): Replica {
    const { device, chance } = this.#parts
    const replica: Replica = new Replica(name, clientId(chance), device.storage.documents.get(name) ?? [], {
      save: (update) => this.#save(name, update),
      share: (update) => device.share(this, name, update),
      changed: () => this.#changed(name),
      synced: () => this.#settle(replica),
      results: (results) => this.#hear(replica, results),
    })
    this.socket.open(replica)
    return replica
  }

  #makeSocket(): TabSocket {
    const { time, chance, device, announces } = this.#parts
    return new TabSocket({
      clock: time,
      chance,
      announces,
      dial: (client) => device.dial(client),
      hello: (relayTime) => {
        device.storage.offsetMs = relayTime - device.now()
      },
      opened: () => {
        for (const replica of this.shelf.replicas.values()) this.socket.open(replica)
      },
      channelClosed: (replica, code) => this.#channelClosed(replica, code),
      ended: (code) => this.#ended(code),
    })
  }

  /** Storage takes a moment; a tab that is killed meanwhile may or may not have been heard. */
  #transact<T>(work: () => T): Promise<T> {
    const { device, chance } = this.#parts
    return new Promise((resolve) => {
      device.storage.transact(() => {
        if (!this.#alive && happens(chance, 0.5)) return
        const value = work()
        if (this.#alive) resolve(value)
      })
    })
  }

  #save(name: string, update: Uint8Array): void {
    const { device } = this.#parts
    this.#transact(() => this.shelf.replicas.has(name) && device.storage.save(name, update))
  }

  #dropped(replica: Replica): void {
    this.socket.close(replica)
    replica.destroy()
    this.#transact(() => this.#parts.device.storage.documents.delete(replica.name))
  }

  #changed(name: string): void {
    const kind = parseDocumentName(name)?.kind
    if (kind === 'home' || kind === 'roster') this.#follow()
  }

  #follow(): void {
    this.shelf.follow()
    for (const replica of this.shelf.replicas.values()) this.socket.open(replica)
    this.#writer.resume()
  }

  #settle(replica: Replica): void {
    const document = parseDocumentName(replica.name)
    if (document?.kind === 'segment') this.#writer.settle(document.room, document.segment, replica)
    else if (document?.kind === 'self') this.#writer.settle(document.user, document.segment, replica)
    else this.#writer.resume()
  }

  #hear(replica: Replica, results: Result[]): void {
    const document = parseDocumentName(replica.name)
    if (!document || document.kind === 'home' || document.kind === 'roster') return
    for (const result of results) {
      if (result.kind === 'client-taken') this.#changeClient(replica, result.client)
      else this.#writer.hear(document.kind === 'segment' ? document.room : document.user, result)
    }
  }

  /** Whatever stands under the old client id is no use; the journal has all of it. */
  #changeClient(replica: Replica, client: number): void {
    if (replica.doc.clientID !== client || this.shelf.replicas.get(replica.name) !== replica) return
    this.shelf.replace(replica)
    this.#writer.resume()
  }

  /** A document that may not be opened yet, or no longer, is asked for again now and then. */
  #channelClosed(replica: Replica, code: number): void {
    const { time, chance, device, complain } = this.#parts
    const answersOfHonest: number[] = [
      closeCodes.notYours,
      closeCodes.noSuchDocument,
      closeCodes.slowReader,
      closeCodes.fault,
    ]
    if (device.honest && !answersOfHonest.includes(code))
      complain(`${this.label}: ${replica.name} was closed with ${code}`)
    time.after(between(chance, 500, 5_000), () => {
      if (this.shelf.replicas.get(replica.name) === replica) this.socket.open(replica)
    })
  }

  #ended(code: number): void {
    const { device, complain, time } = this.#parts
    const isOver = code === closeCodes.signedOut
    if (isOver && !device.isSignedIn) return
    if (device.honest && !isOver) complain(`${this.label}: the socket was closed with ${code}`)
    time.after(1_000, () => this.socket.connect())
  }
}
