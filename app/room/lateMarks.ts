import { Keyed } from '../store/keyed.ts'
import type { Table } from '../store/table.ts'
import type { OpenDocument } from '../sync/openDocument.ts'

type Marks = { [name: string]: number }

/** Which messages reached the relay long after they were written. It says so once, so it is kept. */
export class LateMarks {
  readonly #marks = new Keyed<number>()
  readonly #table: Table<Marks>

  constructor(table: Table<Marks>) {
    this.#table = table
  }

  /** Tracked. */
  isLate(name: string): boolean {
    return this.#marks.get(name) !== undefined
  }

  /** Returns the way to stop. */
  follow(document: OpenDocument): () => void {
    const kept = this.#table.get(document.name).catch(() => undefined)
    void kept.then((marks) => this.#put(marks ?? {}))
    return document.results.add((results) => {
      const late = results.flatMap((result) => (result.kind === 'late' ? [[result.name, result.at] as const] : []))
      if (late.length > 0) void this.#keep(document.name, Object.fromEntries(late))
    })
  }

  async #keep(document: string, marks: Marks): Promise<void> {
    this.#put(marks)
    try {
      await this.#table.put(document, { ...(await this.#table.get(document)), ...marks })
    } catch {
      // A mark that is lost costs nobody anything.
    }
  }

  #put(marks: Marks): void {
    for (const [name, at] of Object.entries(marks)) this.#marks.set(name, at)
  }
}
