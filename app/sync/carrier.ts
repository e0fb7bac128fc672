import { comparePositions } from '../../shared/record/name.ts'
import { readEntry } from '../../shared/room/fold.ts'
import { mostCarried } from '../../shared/wire/carried.ts'
import type { Result } from '../../shared/wire/results.ts'
import type { Clock } from '../base/clock.ts'
import type { Documents } from './documents.ts'
import type { OpenDocument } from './openDocument.ts'

export interface CarrierParts {
  documents: Documents
  clock: Clock
  /** 0 to 1, so that of many who could, a few do. */
  chance: () => number
  /** This device, or its journal, brings it. */
  isOwn(document: string, name: string): boolean
  /** What of the same room lies above this document, where it is the head: the relay has no such segments. */
  above(document: string): Iterable<OpenDocument>
}

/** Authors come first: what they wrote is here as soon as they are. */
export const firstWaitMs = 60_000
export const spreadMs = 240_000
/** As much as the relay takes of one account, in the long run. */
const betweenMs = 6_000
const patienceMs = 30_000
const mostBytes = 1024 * 1024

/**
 * After a restored backup the relay lacks what others wrote since, and some of them never come back. What stands here and is
 * still missing after a while is brought to the relay by this device: the relay judges it as its authors'.
 */
export class Carrier {
  readonly #parts: CarrierParts
  readonly #waiting = new Map<string, Waiting>()
  /** What the relay does not take, until this tab starts anew: who is in the room may change. */
  readonly #givenUp = new Map<string, Set<string>>()
  readonly #stop: () => void
  #closed = false

  constructor(parts: CarrierParts) {
    this.#parts = parts
    const { documents } = parts
    const watch = (document: OpenDocument) => void document.inStep.subscribe(() => this.look(document))
    this.#stop = documents.opened.subscribe(watch)
    documents.all().forEach(watch)
  }

  close(): void {
    this.#closed = true
    this.#stop()
    for (const name of [...this.#waiting.keys()]) this.#letGo(name)
  }

  /** Holds a document of which the relay lacks something, until that is brought. */
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

  /** Of a document that is not in step nothing is known: its next step begins anew. */
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

  /** Oldest first, so that what is referred to comes before what refers to it. */
  #missing(document: OpenDocument): Missing[] {
    const givenUp = this.#givenUp.get(document.name)
    const missing: Missing[] = []
    for (const [name, bytes] of this.#lackingAround(document)) {
      if (givenUp?.has(name) || this.#parts.isOwn(document.name, name)) continue
      const entry = readEntry(name, bytes)
      if (entry) missing.push(entry)
    }
    return missing.sort(comparePositions)
  }

  *#lackingAround(document: OpenDocument): Iterable<[string, Uint8Array]> {
    if (document.state().name !== 'synced') return
    yield* document.lacking()
    for (const { map } of this.#parts.above(document.name))
      for (const [name, bytes] of map) if (bytes instanceof Uint8Array && !document.itemOf(name)) yield [name, bytes]
  }

  /** Resolves once the relay has spoken about each, or says nothing for a while. */
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
    // Others have not had it since: it is no more.
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
  /** The relay has them, also where it keeps them in another document. */
  taken: Set<string>
  /** Calls off what it waits for. */
  stop: () => void
}
interface Missing {
  name: string
  bytes: Uint8Array
  time: number
}
