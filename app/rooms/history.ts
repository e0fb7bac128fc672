import { segmentName } from '../../shared/wire/documents.ts'
import type { LiveRoom } from '../room/liveRoom.ts'
import type { Table } from '../store/table.ts'
import type { Clock } from '../sync/clock.ts'
import type { Documents } from '../sync/documents.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import type { Shared } from '../sync/shared.ts'
import type { StatusView } from '../sync/status.ts'
import type { Summaries } from './summaries.ts'

export interface HistoryParts {
  summaries: Summaries
  live: Shared<LiveRoom>
  documents: Documents
  /** When a segment was last in step with the relay, by document name. */
  visits: Table<number>
  clock: Clock
  network: StatusView['network']
}

const restMs = 60
const longRestMs = 30_000
const patienceMs = 20_000
/** What is sealed still changes: late messages, edits, erasures. */
const againAfterMs = 24 * 60 * 60_000

/** Brings every segment of every room onto this device, one at a time, while there is nothing better to do. */
export class History {
  readonly #parts: HistoryParts
  #visits: Map<string, number> | null = null
  #cancel: () => void = () => {}
  #closed = false

  constructor(parts: HistoryParts) {
    this.#parts = parts
    this.#later(3_000)
  }

  close(): void {
    this.#closed = true
    this.#cancel()
  }

  #later(ms: number): void {
    if (!this.#closed) this.#cancel = this.#parts.clock.after(ms, () => void this.#next())
  }

  async #next(): Promise<void> {
    this.#visits ??= new Map(await this.#parts.visits.entries().catch(() => []))
    const due = this.#parts.network() === 'online' ? this.#findDue(this.#visits) : null
    if (this.#closed) return
    if (due) await leisure()
    if (due && !this.#closed) await this.#visit(due, this.#visits)
    this.#later(due ? restMs : longRestMs)
  }

  #findDue(visits: ReadonlyMap<string, number>): string | null {
    const { summaries, live, clock } = this.#parts
    const before = clock.now() - againAfterMs
    for (const { id } of summaries.all()) {
      const head = live.find(id)?.roster.head ?? 1
      for (let number = head - 1; number >= 1; number--)
        if ((visits.get(segmentName(id, number)) ?? 0) < before) return segmentName(id, number)
    }
    return null
  }

  /** One that does not come is left alone for as long as one that did, but only until the app starts again. */
  async #visit(name: string, visited: Map<string, number>): Promise<void> {
    const { documents, visits, clock } = this.#parts
    const document = documents.open(name)
    const came = document.state().name === 'synced' || (await comes(document, clock))
    await documents.close(document)
    visited.set(name, clock.now())
    if (came) await visits.put(name, clock.now()).catch(() => {}) // then it is visited once more
  }
}

const comes = (document: OpenDocument, clock: Clock): Promise<boolean> =>
  new Promise((resolve) => {
    const stops = [
      document.inStep.add(() => done(true)),
      document.refused.add(() => done(false)),
      clock.after(patienceMs, () => done(false)),
    ]
    const done = (came: boolean) => {
      for (const stop of stops) stop()
      resolve(came)
    }
  })

/** Typing and scrolling come first. */
const leisure = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1_000 })
    else resolve()
  })
