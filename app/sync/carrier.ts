import { comparePositions } from '../../shared/record/name.ts'
import { readEntry } from '../../shared/room/fold.ts'
import { mostCarried } from '../../shared/wire/carried.ts'
import type { Result } from '../../shared/wire/results.ts'
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
  readonly #stop: () => void
  #closed = false

  constructor(parts: CarrierParts) {
    this.#parts = parts
    this.#stop = parts.documents.each((document) => void document.inStep.subscribe(() => this.look(document)))
  }

  close(): void {
    this.#closed = true
    this.#stop()
    for (const name of [...this.#waiting.keys()]) this.#letGo(name)
  }

  /** Keeps a document open while the relay lacks records of it, and sends them after a while. */
  look(document: OpenDocument): void {
    const { name } = document
    if (this.#closed || this.#waiting.has(name) || this.#missing(document).length === 0) return
    const { documents, clock, chance } = this.#parts
    const waiting = { document: documents.open(name), taken: new Set<string>(), stop: () => {} }
    this.#waiting.set(name, waiting)
    waiting.stop = clock.after(firstWaitMs + chance() * spreadMs, () => void this.#bringAll(waiting))
  }

  async #bringAll(waiting: Waiting): Promise<void> {
    const { document } = waiting
    for (let batch = this.#nextBatch(waiting); batch.length > 0; batch = this.#nextBatch(waiting)) {
      await this.#bring(waiting, batch)
      if (this.#waiting.get(document.name) !== waiting) return
      await new Promise<void>((resolve) => {
        waiting.stop = this.#parts.clock.after(betweenMs, resolve)
      })
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
  }

  /** Resolves once the relay has answered for each record, or after `patienceMs` without an answer. */
  #bring(waiting: Waiting, batch: readonly Missing[]): Promise<void> {
    const { document } = waiting
    const unanswered = new Set(batch.map(({ name }) => name))
    return new Promise((resolve) => {
      const stops = [
        document.results.subscribe((results) => {
          for (const result of results)
            if ('name' in result && unanswered.delete(result.name)) this.#hear(waiting, result)
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

  #hear({ document, taken }: Waiting, result: Result): void {
    if (result.kind === 'acked') taken.add(result.name)
    if (result.kind !== 'refused' || result.code === 'too-fast' || result.code === 'full') return
    const givenUp = this.#givenUp.get(document.name) ?? new Set<string>()
    this.#givenUp.set(document.name, givenUp.add(result.name))
    // It was erased for everybody else, so it is removed here too.
    if (result.code === 'erased') document.drop(result.name)
  }

  #letGo(name: string): void {
    const waiting = this.#waiting.get(name)
    this.#waiting.delete(name)
    waiting?.stop()
    if (waiting) void this.#parts.documents.close(waiting.document)
  }
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
}
