import { type Entry, fold, type Message, readEntry, type WhoIs } from '../../shared/room/fold.ts'
import { Listeners } from '../sync/listeners.ts'
import type { Changed, OpenDocument } from '../sync/openDocument.ts'

/** Bytes in a document never change, so each is decoded once, whoever asks. */
const decoded = new WeakMap<Uint8Array, { entry: Entry | null }>()

const decode = (name: string, bytes: Uint8Array): Entry | null => {
  const known = decoded.get(bytes)
  if (known) return known.entry
  const entry = readEntry(name, bytes)
  decoded.set(bytes, { entry })
  return entry
}

/** One segment's records, decoded as they come and folded when asked for. */
export class Segment {
  readonly number: number
  readonly document: OpenDocument
  readonly changed = new Listeners<void>()
  readonly #entries = new Map<string, Entry>()
  readonly #stops: (() => void)[]
  #folded: { whoIs: WhoIs; messages: Message[] } | null = null

  /** `alongside`: what ends with it. */
  constructor(number: number, document: OpenDocument, alongside: () => void = () => {}) {
    this.number = number
    this.document = document
    this.#stops = [document.changed.add((changed) => this.#read(changed)), alongside]
    if (document.hasLoaded) this.#read(null)
  }

  get entries(): ReadonlyMap<string, Entry> {
    return this.#entries
  }

  /** The time of the newest record; 0 if there is none. */
  get newest(): number {
    let newest = 0
    for (const { time } of this.#entries.values()) if (time > newest) newest = time
    return newest
  }

  /** The same array until a record or `whoIs` changes. */
  messages(whoIs: WhoIs): Message[] {
    if (this.#folded?.whoIs !== whoIs) this.#folded = { whoIs, messages: fold(this.#entries.values(), whoIs) }
    return this.#folded.messages
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }

  #read(changed: Changed): void {
    const { map } = this.document
    if (changed === null) this.#entries.clear()
    for (const name of changed ?? map.keys()) this.#readOne(name, map.get(name))
    this.#folded = null
    this.changed.tell()
  }

  #readOne(name: string, bytes: unknown): void {
    const entry = bytes instanceof Uint8Array ? decode(name, bytes) : null
    if (entry) this.#entries.set(name, entry)
    else this.#entries.delete(name)
  }
}
