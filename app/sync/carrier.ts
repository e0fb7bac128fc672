import { comparePositions } from '../../shared/record/name.ts'
import { readEntry } from '../../shared/room/entry.ts'
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
  /**
   * By room and name: records that cannot go to their own segment. A post whose segment is full goes to the head. A
   * record whose target is missing goes to the segment where the target comes back, even if that is much later.
   */
  readonly #misplaced = new Map<string, Map<string, Missing>>()
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
      document.lackingChanged.subscribe(() => this.look(document))
      document.changed.subscribe((names) => names && this.#came(document, names))
    })
  }

  close(): void {
    this.#closed = true
    this.#stop()
    for (const name of [...this.#waiting.keys()]) this.#letGo(name)
  }

  /** Whether posts wait for the head of a room because their segment is full. */
  waitsForHead(room: string): boolean {
    return [...(this.#misplaced.get(room)?.values() ?? [])].some(({ ref }) => ref === '')
  }

  /** Call when the relay's data was restored: what it refused before says nothing about what it does now. */
  forgetRefusals(room: string): void {
    this.#misplaced.delete(room)
    for (const name of this.#givenUp.keys()) if (roomOf(name) === room) this.#givenUp.delete(name)
    for (const document of this.#parts.documents.all()) if (roomOf(document.name) === room) this.look(document)
  }

  /** Keeps a document open while the relay lacks records of it, and sends them after a while. */
  look(document: OpenDocument): void {
    const { name } = document
    if (!this.#closed) for (const segment of this.#segmentsWith(document)) this.#dropElsewhere(segment)
    const before = this.#waiting.get(name)
    if (this.#closed || before?.isSoon) return
    const missing = this.#missing(document)
    const isSoon = missing.some((one) => this.#isUrgent(document, one))
    if (missing.length === 0 || (before && !isSoon)) return
    const waiting = before ?? this.#beginWaiting(name)
    waiting.isSoon = isSoon
    this.#bringAfter(waiting, isSoon ? betweenMs : waiting.dueAt - this.#parts.clock.now())
  }

  #beginWaiting(name: string): Waiting {
    const { documents, clock, chance } = this.#parts
    const dueAt = clock.now() + firstWaitMs + chance() * spreadMs
    const waiting = { document: documents.open(name), taken: new Set<string>(), dueAt, isSoon: false, stop: () => {} }
    this.#waiting.set(name, waiting)
    return waiting
  }

  #bringAfter(waiting: Waiting, ms: number): void {
    waiting.stop()
    waiting.stop = this.#parts.clock.after(ms, () => void this.#bringAll(waiting))
  }

  /** A record that comes from another segment has waited there. One that may be erased is asked for. */
  #isUrgent(document: OpenDocument, { name }: Missing): boolean {
    return this.#misplacedIn(document).has(name) || document.mayBeErased(name)
  }

  async #bringAll(waiting: Waiting): Promise<void> {
    const { document } = waiting
    waiting.isSoon = true
    this.#dropElsewhere(document)
    for (let batch = this.#nextBatch(waiting); batch.length > 0; batch = this.#nextBatch(waiting)) {
      await this.#bring(waiting, batch)
      this.#lookWhereTheyGo(document)
      if (this.#waiting.get(document.name) !== waiting) return
      await new Promise<void>((resolve) => {
        waiting.stop = this.#parts.clock.after(betweenMs, resolve)
      })
      for (const segment of this.#segmentsWith(document))
        this.#dropElsewhere(segment, segment === document ? waiting.taken : undefined)
    }
    // Only the urgent ones were sent before the others are due.
    const isLeft = this.#missing(document).some(({ name }) => !waiting.taken.has(name))
    if (!isLeft) return this.#letGo(document.name)
    waiting.isSoon = false
    this.#bringAfter(waiting, waiting.dueAt - this.#parts.clock.now())
  }

  /** After some records of this segment were refused. */
  #lookWhereTheyGo(document: OpenDocument): void {
    for (const segment of this.#segmentsWith(document)) if (this.#comingTo(segment).length > 0) this.look(segment)
  }

  /** Empty if the document is not in step, because then nothing is known about it. The next sync starts over. */
  #nextBatch({ document, taken, dueAt }: Waiting): Missing[] {
    const batch: Missing[] = []
    const isDue = this.#parts.clock.now() >= dueAt
    let bytes = 0
    for (const one of this.#missing(document)) {
      if (taken.has(one.name) || !(isDue || this.#isUrgent(document, one))) continue
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
    const haveIt = others.map(atRelayIn)
    for (const name of document.lacking().keys())
      if (taken.has(name) || haveIt.some((has) => has(name))) document.drop(name)
  }

  /** These came to a segment, or left it. */
  #came(document: OpenDocument, names: ReadonlySet<string>): void {
    if (this.#closed) return
    for (const other of this.#segmentsWith(document))
      if (other !== document && [...names].some((name) => other.map.has(name))) this.#dropElsewhere(other)
    const misplaced = [...this.#misplacedIn(document).values()]
    if (misplaced.some(({ ref }) => names.has(ref))) this.look(document)
  }

  /** The open segments of the room that are in step, with this one. */
  #segmentsWith({ name }: OpenDocument): OpenDocument[] {
    const room = roomOf(name)
    const isOne = (other: OpenDocument) => roomOf(other.name) === room && other.state().name === 'synced'
    return room === null ? [] : this.#parts.documents.all().filter(isOne)
  }

  /** Oldest first, so that a record comes before the records that refer to it. */
  #missing(document: OpenDocument): Missing[] {
    if (document.state().name !== 'synced') return []
    const givenUp = this.#givenUp.get(document.name)
    const misplaced = this.#misplacedIn(document)
    const missing = this.#comingTo(document)
    for (const [name, bytes] of this.#lackingAround(document)) {
      const entry = misplaced.has(name) ? null : readEntry(name, bytes)
      if (entry) missing.push(entry)
    }
    return missing.filter(({ name }) => !givenUp?.has(name)).sort(comparePositions)
  }

  *#lackingAround(document: OpenDocument): Iterable<[string, Uint8Array]> {
    yield* document.lacking()
    for (const above of this.#parts.above(document.name))
      for (const [name, bytes] of above.map)
        if (bytes instanceof Uint8Array && !document.itemOf(name) && !above.isOwn(name)) yield [name, bytes]
  }

  /** The misplaced records whose place is this segment now. */
  #comingTo(document: OpenDocument): Missing[] {
    const misplaced = [...this.#misplacedIn(document).values()]
    if (misplaced.length === 0) return []
    const isHead = this.#parts.head(document.name) === document
    const has = atRelayIn(document)
    return misplaced.filter(({ name, ref }) => !has(name) && (ref === '' ? isHead : has(ref)))
  }

  #misplacedIn(document: OpenDocument): Map<string, Missing> {
    return this.#misplaced.get(roomOf(document.name) ?? '') ?? new Map()
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
      this.#misplacedIn(document).delete(result.name)
    }
    if (result.kind !== 'refused' || result.code === 'too-fast' || result.code === 'full') return
    const missing = batch.find(({ name }) => name === result.name)
    if (missing) this.#refused(document, missing, result.code)
  }

  #refused(document: OpenDocument, missing: Missing, code: RefusalCode): void {
    const { name, ref } = missing
    const room = roomOf(document.name)
    const isMisplaced = code === 'no-such-target' || (code === 'segment-full' && ref === '')
    if (room !== null && isMisplaced) this.#misplaced.set(room, this.#misplacedIn(document).set(name, missing))
    // The target may come back to this very segment, and then the record is brought again.
    const waitsForTarget = room !== null && code === 'no-such-target' && !this.#comingTo(document).includes(missing)
    if (!waitsForTarget) this.#givenUp.set(document.name, (this.#givenUp.get(document.name) ?? new Set()).add(name))
    // It was erased for everybody else, so it is removed here too.
    if (code === 'erased' || code === 'target-erased') document.drop(name)
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

/** Tells which names the relay has in a segment that is in step. */
const atRelayIn = (document: OpenDocument): ((name: string) => boolean) => {
  const lacking = document.lacking()
  return (name) => document.map.has(name) && !lacking.has(name)
}

interface Waiting {
  document: OpenDocument
  /** Names that the relay has taken, also if it keeps them in another document. */
  taken: Set<string>
  /** When it is the turn of records that are not urgent. */
  dueAt: number
  /** The wait is a short one, or over. */
  isSoon: boolean
  /** Cancels the current wait. */
  stop: () => void
}
interface Missing {
  name: string
  bytes: Uint8Array
  time: number
  ref: string
}
