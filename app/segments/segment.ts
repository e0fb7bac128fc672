import { type FoldEntry, readEntry } from '../../shared/room/entry.ts'
import { Folding } from '../../shared/room/fold.ts'
import type { Message, WhoIs } from '../../shared/room/message.ts'
import { Listeners } from '../base/listeners.ts'
import type { Changed, OpenDocument } from '../sync/openDocument.ts'

/** The bytes of a record never change, so they are decoded once for all readers. */
const decoded = new WeakMap<Uint8Array, { entry: FoldEntry | null }>()

const decode = (name: string, bytes: Uint8Array): FoldEntry | null => {
  const known = decoded.get(bytes)
  if (known) return known.entry
  const entry = readEntry(name, bytes)
  decoded.set(bytes, { entry })
  return entry
}

/** The records of one segment. They are decoded when they arrive, and what has changed is folded when somebody asks. */
export class Segment {
  readonly number: number
  readonly document: OpenDocument
  readonly changed = new Listeners<void>()
  readonly #entries = new Map<string, FoldEntry>()
  readonly #stops: (() => void)[]
  /** Records that are not from whom they say. Keyed by bytes, because a name may hold another record later. */
  readonly #forged = new WeakSet<Uint8Array>()
  #above: readonly Segment[] = []
  #stopAbove: () => void = () => {}
  #all: ReadonlyMap<string, FoldEntry> | null = null
  readonly #folding = new Folding()
  /** Names of records that the fold has not been told of. Null: of all of them. */
  #untold: Set<string> | null = null

  /** `alongside` is called when the segment stops. */
  constructor(number: number, document: OpenDocument, alongside: () => void = () => {}) {
    this.number = number
    this.document = document
    this.#stops = [document.changed.subscribe((changed) => this.#read(changed)), alongside]
    if (document.hasLoaded) this.#read(null)
  }

  /** The entries of this segment and of those it took in. */
  get entries(): ReadonlyMap<string, FoldEntry> {
    if (this.#above.length === 0) return this.#entries
    this.#all ??= this.#withAbove()
    return this.#all
  }

  /**
   * Reads the segments above the head as part of this one, which is the head. After a restored backup their records are
   * offered again and end up here, and records that refer to each other must be in the same segment.
   */
  takeIn(above: readonly Segment[]): void {
    if (above.length === 0 && this.#above.length === 0) return
    this.#stopAbove()
    this.#above = above
    const stops = above.map((segment) => segment.changed.subscribe(() => this.#tell(null)))
    this.#stopAbove = () => {
      for (const stop of stops) stop()
    }
    this.#tell(null)
  }

  /** The time of the newest record; 0 if there is none. */
  get newest(): number {
    let newest = 0
    for (const { time } of this.entries.values()) if (time > newest) newest = time
    return newest
  }

  /** The same array until a message has changed. A message that has not changed stays the same object. */
  messages(whoIs: WhoIs): readonly Message[] {
    return this.folding(whoIs).messages()
  }

  /** The fold of all records that are here now. */
  folding(whoIs: WhoIs): Folding {
    const { entries } = this
    if (this.#untold === null)
      for (const name of [...this.#folding.names()]) if (!entries.has(name)) this.#folding.remove(name)
    for (const name of this.#untold ?? entries.keys()) {
      const entry = entries.get(name)
      if (entry && !this.#forged.has(entry.bytes)) this.#folding.put(entry)
      else this.#folding.remove(name)
    }
    this.#untold = new Set()
    this.#folding.people(whoIs)
    return this.#folding
  }

  /** Leaves records out of the fold, because their signatures are wrong. */
  leaveOut(entries: readonly FoldEntry[]): void {
    const left = entries.filter(({ bytes }) => !this.#forged.has(bytes))
    if (left.length === 0) return
    for (const { bytes } of left) this.#forged.add(bytes)
    this.#tell(new Set(left.map(({ name }) => name)))
  }

  close(): void {
    this.#stopAbove()
    for (const stop of this.#stops) stop()
  }

  #read(changed: Changed): void {
    const { map } = this.document
    if (changed === null) this.#entries.clear()
    for (const name of changed ?? map.keys()) this.#readOne(name, map.get(name))
    this.#tell(changed)
  }

  #tell(changed: Changed): void {
    this.#all = null
    if (changed === null) this.#untold = null
    else for (const name of changed) this.#untold?.add(name)
    this.changed.emit()
  }

  /** If this segment has or had a name, it wins over the segments above it. This also hides erased records. */
  #withAbove(): ReadonlyMap<string, FoldEntry> {
    const all = new Map(this.#entries)
    for (const { entries } of this.#above)
      for (const [name, entry] of entries) if (!all.has(name) && !this.document.itemOf(name)) all.set(name, entry)
    return all
  }

  #readOne(name: string, bytes: unknown): void {
    const entry = bytes instanceof Uint8Array ? decode(name, bytes) : null
    if (entry) this.#entries.set(name, entry)
    else this.#entries.delete(name)
  }
}
