import type { Body } from '../../shared/record/kinds.ts'
import type { Clock } from '../base/clock.ts'
import { entryId, type Unsent } from '../store/journal.ts'
import type { Tabs } from '../store/tabs.ts'
import { bodyOf, recordOf } from './readUnsent.ts'
import type { RoomEnds } from './roomEnds.ts'
import type { UnsentBook } from './unsent.ts'
import type { Write } from './write.ts'

interface RewriterParts {
  me: string
  book: UnsentBook
  ends: RoomEnds
  write: Write
  tabs: Tabs
  clock: Clock
}

/** How long to wait before a record is dated a second time. By then the relay should have told its time. */
const dateAgainAfterMs = 5_000

/**
 * Writes content again whose old record is useless: it was refused for now, or it was signed with a key that is no
 * longer valid.
 */
export class Rewriter {
  readonly #parts: RewriterParts
  /**
   * Ids of entries that were refused for now. When the relay's placeholder arrives, they are written again as new
   * records.
   */
  readonly #comeAgain = new Set<string>()
  /** Old record name to new record name, because other records may refer to the old one. */
  readonly #renamed = new Map<string, string>()
  /** Ids of entries that were written again, and of those that were written again because of their date. */
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

  /**
   * Marks an entry as refused for now. The leading tab is told too, or it would take the placeholder for a final
   * refusal.
   */
  expect(entry: Unsent): void {
    this.#comeAgain.add(entryId(entry))
    this.#parts.tabs.tell({ what: 'come-again', entry: entryId(entry) })
  }

  expects(entry: Unsent): boolean {
    return this.#comeAgain.has(entryId(entry))
  }

  /**
   * The relay told its time before it refused the date. So the next date is right, and the message is written again
   * without a wait.
   */
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
    const { book } = this.#parts
    this.#comeAgain.delete(entryId(entry))
    const body = bodyOf(entry)
    if (!body) {
      await book.settle([entryId(entry)])
      return null
    }
    const { ref } = recordOf(entry)
    const anew = await this.#writeAnew(entry, this.#pointed(body), this.#nameNow(ref))
    if (!anew) return null
    this.#renamed.set(entry.name, anew.name)
    this.#anew.add(entryId(anew))
    return anew
  }

  #nameNow(name: string): string {
    return this.#renamed.get(name) ?? name
  }

  /** What was written with a bad date together with the message that it answers follows that message to its new name. */
  #pointed(body: Body): Body {
    if (body.kind !== 'post') return body
    const { re, thread } = body
    return {
      ...body,
      ...(re !== undefined && { re: this.#nameNow(re) }),
      ...(thread !== undefined && { thread: this.#nameNow(thread) }),
    }
  }

  /** Writes the same content in a new record, which replaces the old one and is dated after those already rewritten. */
  async #writeAnew(entry: Unsent, body: Body, ref: string): Promise<Unsent | null> {
    const { me, ends, write } = this.#parts
    const { room } = entry
    const after = this.#newestAnew(entry)
    const staysThere = room === me || ref !== ''
    const segment = staysThere ? entry.segment : await ends.headOf(room)
    const newest = Math.max(after, await ends.newestSent(room, segment))
    return write({ room, segment, newest, isAnew: true }, body, ref, { entry: entryId(entry) })
  }

  /**
   * The time of the newest rewritten record in this room. Later ones come after it, so the messages keep their order.
   */
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
