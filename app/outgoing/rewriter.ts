import type { Body } from '../../shared/record/kinds.ts'
import type { Clock } from '../base/clock.ts'
import { entryId, type Unsent } from '../store/journal.ts'
import type { Tabs } from '../store/tabs.ts'
import { bodyOf, recordOf } from './readUnsent.ts'
import type { UnsentBook } from './unsent.ts'

export interface RewriterParts {
  book: UnsentBook
  tabs: Tabs
  clock: Clock
  /** The same words in a new record, which takes the place of the old one. It is dated later than `after`. */
  writeAnew(entry: Unsent, body: Body, ref: string, after: number): Promise<Unsent | null>
}

/** Dated anew, and still too early: how long the relay has to say what time it is. */
const dateAgainAfterMs = 5_000

/** Gives new records to words whose records are of no use any more: refused for now, or signed under a key that is over. */
export class Rewriter {
  readonly #parts: RewriterParts
  /** Refused for now: where the relay put a placeholder, the words take a new record. */
  readonly #comeAgain = new Set<string>()
  /** What took the place of a record, by the names of both: others may refer to it. */
  readonly #renamed = new Map<string, string>()
  /** Ids of what was written anew, and of what was so for its date. */
  readonly #anew = new Set<string>()
  readonly #datedAnew = new Set<string>()
  readonly #stop: () => void
  #closed = false

  constructor(parts: RewriterParts) {
    this.#parts = parts
    this.#stop = parts.tabs.heard.subscribe((word) => {
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

  /** The relay has said what time it is before it refused the date, so the next one is right: it is on screen again at once. */
  async dateAnew(entry: Unsent): Promise<void> {
    this.expect(entry)
    if (this.#datedAnew.has(entryId(entry))) return this.#dateLater(entry)
    const anew = await this.write(entry)
    if (anew) this.#datedAnew.add(entryId(anew))
  }

  #dateLater(entry: Unsent): void {
    this.#parts.clock.after(dateAgainAfterMs, () => {
      const isLeft = !this.#closed && this.#parts.book.find(entryId(entry)) && this.expects(entry)
      if (isLeft) void this.write(entry)
    })
  }

  async write(entry: Unsent): Promise<Unsent | null> {
    const { book, writeAnew } = this.#parts
    this.#comeAgain.delete(entryId(entry))
    const body = bodyOf(entry)
    if (!body) {
      await book.settle([entryId(entry)])
      return null
    }
    const { ref } = recordOf(entry)
    const anew = await writeAnew(entry, body, this.#renamed.get(ref) ?? ref, this.#newestAnew(entry))
    if (!anew) return null
    this.#renamed.set(entry.name, anew.name)
    this.#anew.add(entryId(anew))
    return anew
  }

  /** So that the words keep their order. */
  #newestAnew({ room, name }: Unsent): number {
    const others = this.#parts.book.all().filter((other) => other.room === room && other.name !== name)
    const anew = others.filter((other) => this.#anew.has(entryId(other)))
    return Math.max(0, ...anew.map((other) => recordOf(other).time))
  }

  close(): void {
    this.#closed = true
    this.#stop()
  }
}
