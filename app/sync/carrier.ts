import { comparePositions } from '../../shared/record/name.ts'
import { readEntry } from '../../shared/room/fold.ts'
import { mostCarried } from '../../shared/wire/carried.ts'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import type { RefusalCode, Result } from '../../shared/wire/results.ts'
import type { Clock } from '../base/clock.ts'
import type { Documents } from './documents.ts'
import type { OpenDocument } from './openDocument.ts'

interface CarrierParts {
  documents: Documents
  clock: Clock
  /** 0 to 1. It spreads the devices over time, so that only a few of them carry the records. */
  chance: () => number
  /** If the document is the room's head: newer segments of the same room, which the relay does not have. */
  above(document: string): Iterable<OpenDocument>
  /** The head of the room that a segment belongs to. Null if it is not open. */
  head(document: string): OpenDocument | null
}

/** Authors get time to send their own records when they come back. */
export const firstWaitMs = 60_000
export const spreadMs = 240_000
/** The relay's long-term rate limit for one account. */
const betweenMs = 6_000
const patienceMs = 30_000
const mostBytes = 1024 * 1024

/**
 * After a backup is restored, the relay lacks what others wrote since, and some of these authors never come back. This
 * device sends the records that it has and that are still missing after a while. The relay judges them as records of
 * their authors.
 */
export class Carrier {
  readonly #parts: CarrierParts
  readonly #waiting = new Map<string, Waiting>()
  /**
   * Records that the relay refused. They are tried again after a reload, because the members of the room may change.
   */
  readonly #givenUp = new Map<string, Set<string>>()
  /** By room and name: posts whose segment is full. They go to the head. */
  readonly #forHead = new Map<string, Map<string, Missing>>()
  /** By document and name: records that refer to one in this segment, because its author brought that one there. */
  readonly #toTarget = new Map<string, Map<string, Missing>>()
  readonly #stop: () => void
  #closed = false

  constructor(parts: CarrierParts) {
    this.#parts = parts
    this.#stop = parts.documents.each((document) => {
      document.inStep.subscribe(() => {
        // The relay may have been restored again, and then its acknowledgements mean nothing.
        this.#waiting.get(document.name)?.taken.clear()
        this.look(document)
      })
      document.changed.subscribe((names) => names && this.#dropCopies(document, names))
    })
  }

  close(): void {
    this.#closed = true
    this.#stop()
    for (const name of [...this.#waiting.keys()]) this.#letGo(name)
  }

  /** Whether posts wait for the head of a room because their segment is full. */
  waitsForHead(room: string): boolean {
    return (this.#forHead.get(room)?.size ?? 0) > 0
  }

  /** Keeps a document open while the relay lacks records of it, and sends them after a while. */
  look(document: OpenDocument, afterMs?: number): void {
    const { name } = document
    if (!this.#closed) for (const segment of this.#segmentsWith(document)) this.#dropElsewhere(segment)
    if (this.#closed || this.#waiting.has(name) || this.#missing(document).length === 0) return
    const { documents, clock } = this.#parts
    const waiting: Waiting = { document: documents.open(name), taken: new Set<string>(), stop: () => {} }
    this.#waiting.set(name, waiting)
    waiting.stop = clock.after(afterMs ?? this.#firstWait(), () => void this.#bringAll(waiting))
  }

  #firstWait(): number {
    return firstWaitMs + this.#parts.chance() * spreadMs
  }

  async #bringAll(waiting: Waiting): Promise<void> {
    const { document } = waiting
    this.#dropElsewhere(document)
    for (let batch = this.#nextBatch(waiting); batch.length > 0; batch = this.#nextBatch(waiting)) {
      await this.#bring(waiting, batch)
      if (this.#waiting.get(document.name) !== waiting) return
      await new Promise<void>((resolve) => {
        waiting.stop = this.#parts.clock.after(betweenMs, resolve)
      })
      for (const segment of this.#segmentsWith(document))
        this.#dropElsewhere(segment, segment === document ? waiting.taken : undefined)
    }
    this.#letGo(document.name)
  }

  /** Empty if the document is not in step, because then nothing is known about it. The next sync starts over. */
  #nextBatch({ document, taken }: Waiting): Missing[] {
    const batch: Missing[] = []
    let bytes = 0
    for (const one of this.#missing(document)) {
      if (taken.has(one.name)) continue
      bytes += one.bytes.length
      if (batch.length === mostCarried || bytes > mostBytes) break
      batch.push(one)
    }
    return batch
  }

  /**
   * Drops copies of records that the relay has in another segment of the room: their authors brought them there when
   * this segment was full. Otherwise they would be shown twice. `taken`: records that the relay has acknowledged and
   * would have shown by now if it had them here.
   */
  #dropElsewhere(document: OpenDocument, taken: ReadonlySet<string> = new Set()): void {
    const others = this.#segmentsWith(document).filter((other) => other !== document)
    const isAtRelay = (other: OpenDocument, name: string) => other.map.has(name) && !other.lacking().has(name)
    for (const name of document.lacking().keys())
      if (taken.has(name) || others.some((other) => isAtRelay(other, name))) document.drop(name)
  }

  /** These came to a segment. */
  #dropCopies(document: OpenDocument, names: ReadonlySet<string>): void {
    if (this.#closed) return
    for (const other of this.#segmentsWith(document))
      if (other !== document && [...names].some((name) => other.map.has(name))) this.#dropElsewhere(other)
  }

  /** The open segments of the room that are in step, with this one. */
  #segmentsWith({ name }: OpenDocument): OpenDocument[] {
    const room = roomOf(name)
    const isOne = (other: OpenDocument) => roomOf(other.name) === room && other.state().name === 'synced'
    return room === null ? [] : this.#parts.documents.all().filter(isOne)
  }

  /** Oldest first, so that a record comes before the records that refer to it. */
  #missing(document: OpenDocument): Missing[] {
    const givenUp = this.#givenUp.get(document.name)
    const missing: Missing[] = []
    for (const [name, bytes] of this.#lackingAround(document)) {
      if (givenUp?.has(name)) continue
      const entry = readEntry(name, bytes)
      if (entry) missing.push(entry)
    }
    return missing.sort(comparePositions)
  }

  *#lackingAround(document: OpenDocument): Iterable<[string, Uint8Array]> {
    if (document.state().name !== 'synced') return
    yield* document.lacking()
    for (const above of this.#parts.above(document.name))
      for (const [name, bytes] of above.map)
        if (bytes instanceof Uint8Array && !document.itemOf(name) && !above.isOwn(name)) yield [name, bytes]
    const isHead = this.#parts.head(document.name) === document
    const waiting = [...(isHead ? this.#waitingForHead(document.name) : []), ...this.#comingTo(document.name)]
    for (const [name, { bytes }] of waiting) if (!document.itemOf(name)) yield [name, bytes]
  }

  #comingTo(document: string): Map<string, Missing> {
    return this.#toTarget.get(document) ?? new Map()
  }

  #waitingForHead(document: string): Map<string, Missing> {
    return this.#forHead.get(roomOf(document) ?? '') ?? new Map()
  }

  /** Resolves once the relay has answered for each record, or after `patienceMs` without an answer. */
  #bring(waiting: Waiting, batch: readonly Missing[]): Promise<void> {
    const { document } = waiting
    const unanswered = new Set(batch.map(({ name }) => name))
    return new Promise((resolve) => {
      const stops = [
        document.results.subscribe((results) => {
          for (const result of results)
            if ('name' in result && unanswered.delete(result.name)) this.#hear(waiting, batch, result)
          if (unanswered.size === 0) done()
        }),
        this.#parts.clock.after(patienceMs, () => done()),
      ]
      const done = () => {
        for (const stop of stops) stop()
        resolve()
      }
      waiting.stop = done
      document.carry(batch.map(({ bytes }) => bytes))
    })
  }

  #hear({ document, taken }: Waiting, batch: readonly Missing[], result: Result): void {
    if (result.kind === 'acked') {
      taken.add(result.name)
      this.#waitingForHead(document.name).delete(result.name)
    }
    if (result.kind !== 'refused' || result.code === 'too-fast' || result.code === 'full') return
    const givenUp = this.#givenUp.get(document.name) ?? new Set<string>()
    this.#givenUp.set(document.name, givenUp.add(result.name))
    // It was erased for everybody else, so it is removed here too.
    if (result.code === 'erased') document.drop(result.name)
    const missing = batch.find(({ name }) => name === result.name)
    if (missing) this.#bringElsewhere(document, missing, result.code)
  }

  #bringElsewhere(document: OpenDocument, missing: Missing, code: RefusalCode): void {
    if (code === 'segment-full' && missing.ref === '') this.#keepForHead(document, missing)
    else this.#waitingForHead(document.name).delete(missing.name)
    if (code !== 'no-such-target') return
    const target = this.#segmentsWith(document).find(
      (other) => other.map.has(missing.ref) && !other.lacking().has(missing.ref),
    )
    if (!target || target === document) return
    this.#toTarget.set(target.name, this.#comingTo(target.name).set(missing.name, missing))
    this.look(target, betweenMs)
  }

  /** If the head itself is full, they wait for the next one. */
  #keepForHead({ name }: OpenDocument, missing: Missing): void {
    const room = roomOf(name)
    if (room === null) return
    this.#forHead.set(room, this.#waitingForHead(name).set(missing.name, missing))
    const head = this.#parts.head(name)
    if (head) this.look(head, betweenMs)
  }

  #letGo(name: string): void {
    const waiting = this.#waiting.get(name)
    this.#waiting.delete(name)
    waiting?.stop()
    if (waiting) void this.#parts.documents.close(waiting.document)
  }
}

/** Null if it is not a segment of a room. */
const roomOf = (name: string): string | null => {
  const parsed = parseDocumentName(name)
  return parsed?.kind === 'segment' ? parsed.room : null
}

interface Waiting {
  document: OpenDocument
  /** Names that the relay has taken, also if it keeps them in another document. */
  taken: Set<string>
  /** Cancels the current wait. */
  stop: () => void
}
interface Missing {
  name: string
  bytes: Uint8Array
  time: number
  ref: string
}
