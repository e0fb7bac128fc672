import { Listeners } from '../../app/base/listeners.ts'
import type { Shared } from '../../app/base/shared.ts'
import type { LiveRoom } from '../../app/room/model/liveRoom.ts'
import { type FoldEntry, readEntry } from '../../shared/room/entry.ts'
import { readRoster } from '../../shared/room/roster.ts'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import type { TabDocuments } from './tab-documents.ts'

export interface TabLiveParts {
  documents: TabDocuments
  /** 0 if nothing is known of the room. */
  head(room: string): number
  /** The highest segment that this device may hold, as in app/lobby/model/aboveHead.ts. */
  upTo(room: string): number
}
type Live = Pick<LiveRoom, 'id' | 'changed' | 'head' | 'above' | 'rosterDocument' | 'roster'>
type LiveSegment = NonNullable<LiveRoom['head']>

/** The rooms of a tab, with the parts that app/room/model/offerAgain.ts and postLater.ts use. */
export class TabLive implements Pick<Shared<Live>, 'all' | 'find' | 'each' | 'open' | 'close'> {
  readonly #begun = new Listeners<Live>()
  readonly #parts: TabLiveParts
  readonly #rooms = new Map<string, Live>()

  constructor(parts: TabLiveParts) {
    this.#parts = parts
  }

  all(): Live[] {
    return [...this.#rooms.values()]
  }

  each(act: (room: Live) => void): () => void {
    for (const room of this.all()) act(room)
    return this.#begun.subscribe(act)
  }

  find(room: string): Live | undefined {
    return this.#rooms.get(room)
  }

  open(room: string): Live {
    return this.#make(room)
  }

  async close(): Promise<void> {}

  /** The room's roster or head may have changed, or is in sync now. */
  look(room: string): void {
    const one = this.find(room) ?? this.#begin(room)
    one.changed.emit()
  }

  #begin(room: string): Live {
    const one = this.#make(room)
    this.#rooms.set(room, one)
    this.#begun.emit(one)
    return one
  }

  #make(room: string): Live {
    const { head, upTo, documents } = this.#parts
    const segment = (number: number) => this.#segment(room, number)
    return {
      id: room,
      changed: new Listeners(),
      get rosterDocument() {
        return documents.open(rosterName(room))
      },
      get roster() {
        return readRoster(this.rosterDocument.map.entries())
      },
      get head() {
        const number = head(room)
        return number > 0 ? segment(number) : null
      },
      get above() {
        const lowest = head(room) + 1
        if (lowest === 1) return []
        return Array.from({ length: Math.max(0, upTo(room) + 1 - lowest) }, (_, at) => segment(lowest + at))
      },
    }
  }

  #segment(room: string, number: number): LiveSegment {
    const document = this.#parts.documents.open(segmentName(room, number))
    return {
      number,
      document,
      get entries() {
        return entriesOf(document.map.entries())
      },
    } as unknown as LiveSegment
  }
}

const entriesOf = (records: Iterable<[string, unknown]>): ReadonlyMap<string, FoldEntry> => {
  const entries = new Map<string, FoldEntry>()
  for (const [name, bytes] of records) {
    const entry = bytes instanceof Uint8Array ? readEntry(name, bytes) : null
    if (entry) entries.set(name, entry)
  }
  return entries
}
