import type { Body } from '../../shared/record/kinds.ts'
import { readRecord } from '../../shared/record/record.ts'
import { readEntry } from '../../shared/room/fold.ts'
import type { RefusalCode, Result } from '../../shared/wire/results.ts'
import type { Entry } from './journal.ts'
import type { Replica } from './replica.ts'
import type { Shelf } from './shelf.ts'
import type { Storage } from './storage.ts'

export interface Writing {
  room: string
  segment: number
  ref: string
  body: Body
  /** Only somebody hostile dates records by anything but the clock. */
  aheadMs?: number
}
export interface WriterParts {
  shelf: Shelf
  storage: Storage
  /** Resolves only while the tab lives. */
  transact<T>(work: () => T): Promise<T>
  /** This device's idea of the relay's clock. */
  now(): number
  /** Some living tab is between taking this record's place and setting it. */
  isBeingWritten(entry: Entry): boolean
  begin(entry: Entry): void
  end(entry: Entry): void
}

/**
 * The way of a record in the app: its place in the chain and in the journal, its signature, the document; and back, what
 * the relay said of it, into the journal. Any step may be the last one that a tab lives to take.
 */
export class Writer {
  readonly #parts: WriterParts

  constructor(parts: WriterParts) {
    this.#parts = parts
  }

  async write({ room, segment, ref, body, aheadMs = 0 }: Writing): Promise<Entry> {
    const { storage, transact, begin, end } = this.#parts
    const entry = await transact(() => {
      const taken = storage.journal.take(room, { segment, ref, body, time: this.#time(room, segment) + aheadMs })
      begin(taken)
      return taken
    })
    await transact(() => storage.journal.sign(entry))
    this.#put(entry)
    end(entry)
    return entry
  }

  /** Takes up what another tab, or this one in an earlier life, left undone. */
  async resume(): Promise<void> {
    const { storage, shelf, transact, isBeingWritten } = this.#parts
    for (const entry of storage.journal.waiting()) {
      if (isBeingWritten(entry)) continue
      if (!shelf.holds(entry.room)) this.#giveUp(entry)
      else {
        if (!entry.bytes) await transact(() => storage.journal.sign(entry))
        if (entry.crowdedOut && shelf.head(entry.room) > entry.segment) await this.#moveToHead(entry)
        this.#put(entry)
      }
    }
  }

  /**
   * Another tab has died, whose socket may never have carried what it wrote. Here it stands in the document as well, and
   * no sync would happen by itself: the relay is asked anew.
   */
  offerAgain(offer: (replica: Replica) => void): void {
    const { storage, shelf, isBeingWritten } = this.#parts
    for (const entry of storage.journal.waiting()) {
      const replica = shelf.segment(entry.room, entry.segment)
      if (replica?.inStep && replica.knows(entry.name) && !isBeingWritten(entry)) offer(replica)
    }
  }

  /** After the relay said what it has: whatever was missed of its answers is read off the document. */
  settle(room: string, segment: number, replica: Replica): void {
    const { storage, transact } = this.#parts
    for (const entry of storage.journal.entries()) {
      if (entry.room !== room || entry.segment !== segment || entry.state.name === 'acked') continue
      const verdict = replica.verdict(entry.name)
      if (verdict === 'has' || (verdict === 'blank' && wasTaken(entry, replica)))
        transact(() => storage.journal.ack(entry))
      else if (verdict === 'blank' && !entry.crowdedOut) transact(() => storage.journal.refuse(entry, 'not-allowed'))
    }
  }

  hear(room: string, result: Result & { name: string }): void {
    const entry = this.#parts.storage.journal.find(room, result.name)
    if (!entry) return
    if (result.kind === 'acked') this.#parts.transact(() => this.#parts.storage.journal.ack(entry))
    if (result.kind === 'refused') this.#refused(entry, result.code)
  }

  #refused(entry: Entry, code: RefusalCode): void {
    const { storage, transact } = this.#parts
    if (code === 'full' || code === 'too-fast') return
    // Taken and erased since: this was another tab's copy of it.
    if (code === 'erased' && entry.state.name === 'acked') return
    if (code === 'segment-full' && entry.ref === '')
      transact(() => storage.journal.crowdOut(entry)).then(() => this.resume())
    else transact(() => storage.journal.refuse(entry, code))
  }

  #put(entry: Entry): void {
    const replica = this.#parts.shelf.segment(entry.room, entry.segment)
    if (entry.bytes && replica && !replica.knows(entry.name)) replica.set(entry.name, entry.bytes)
  }

  async #moveToHead(entry: Entry): Promise<void> {
    const { storage, shelf, transact } = this.#parts
    await transact(() => storage.journal.move(entry, Math.max(entry.segment, shelf.head(entry.room))))
  }

  /** The room is gone from here: what was not sent stays as text. */
  #giveUp(entry: Entry): void {
    const { storage, shelf, transact } = this.#parts
    if (shelf.isHomeInStep)
      transact(() => isWaiting(entry) && !shelf.holds(entry.room) && storage.journal.refuse(entry, 'not-a-member'))
  }

  #time(room: string, segment: number): number {
    const records = this.#parts.shelf.segment(room, segment)?.records().values() ?? []
    let newest = 0
    for (const bytes of records) newest = Math.max(newest, readRecord(bytes).time)
    return Math.max(this.#parts.now(), newest + 1)
  }
}

/** Blank, but taken before: erased by a record that says so, or a setting in whose place a newer one stands. */
const wasTaken = (entry: Entry, replica: Replica): boolean => {
  for (const [name, bytes] of replica.records()) {
    const other = readEntry(name, bytes)
    if (other?.kind === 'erase' && other.ref === entry.name) return true
    if (other?.body.kind === 'set' && entry.body.kind === 'set' && other.body.key === entry.body.key) return true
  }
  return false
}

const isWaiting = ({ state }: Entry): boolean => state.name === 'waiting'
