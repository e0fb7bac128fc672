import type { Body } from '../../shared/record/kinds.ts'
import { entryId, type Unsent } from '../store/journal.ts'
import type { Tabs } from '../store/tabs.ts'
import type { UnsentBook } from '../store/unsent.ts'
import type { Clock } from '../sync/clock.ts'
import { bodyOf, recordOf } from './readUnsent.ts'

export interface RewriterParts {
  book: UnsentBook
  tabs: Tabs
  clock: Clock
  /** The same words in a new record, which takes the place of the old one. */
  writeAnew(entry: Unsent, body: Body, ref: string): Promise<Unsent | null>
}

/** How long the clock that dated something too early has to be put right. */
const dateAgainAfterMs = 5_000

/** Gives new records to words whose records are of no use any more: refused for now, or signed under a key that is over. */
export class Rewriter {
  readonly #parts: RewriterParts
  /** Refused for now: where the relay put a placeholder, the words take a new record. */
  readonly #comeAgain = new Set<string>()
  /** What took the place of a record, by the names of both: others may refer to it. */
  readonly #renamed = new Map<string, string>()
  readonly #stop: () => void
  #closed = false

  constructor(parts: RewriterParts) {
    this.#parts = parts
    this.#stop = parts.tabs.heard.add((word) => {
      if (word.what === 'come-again') this.#comeAgain.add(word.entry)
    })
  }

  /** Refused for now. The tab that sweeps is told as well: it would take the placeholder for a no. */
  expect(entry: Unsent): void {
    this.#comeAgain.add(entryId(entry))
    this.#parts.tabs.tell({ what: 'come-again', entry: entryId(entry) })
  }

  expects(entry: Unsent): boolean {
    return this.#comeAgain.has(entryId(entry))
  }

  /** Not at once: the clock that dated it stays wrong until the relay's next hello, and so would the next date. */
  writeSoon(entry: Unsent): void {
    this.expect(entry)
    this.#parts.clock.after(dateAgainAfterMs, () => {
      const isLeft = !this.#closed && this.#parts.book.find(entryId(entry)) && this.expects(entry)
      if (isLeft) void this.write(entry)
    })
  }

  async write(entry: Unsent): Promise<void> {
    const { book, writeAnew } = this.#parts
    this.#comeAgain.delete(entryId(entry))
    const body = bodyOf(entry)
    if (!body) return book.settle([entryId(entry)])
    const { ref } = recordOf(entry)
    const anew = await writeAnew(entry, body, this.#renamed.get(ref) ?? ref)
    if (anew) this.#renamed.set(entry.name, anew.name)
  }

  close(): void {
    this.#closed = true
    this.#stop()
  }
}
