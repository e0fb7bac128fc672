import { parseDocumentName } from '../../shared/wire/documents.ts'
import { Keyed } from '../base/keyed.ts'
import type { Table } from '../base/table.ts'
import type { OpenDocument } from '../sync/openDocument.ts'

/** By record name: when the record reached the relay, in milliseconds since 1970. */
type Marks = { [name: string]: number }

/** Messages that reached the relay long after they were written. The relay says so only once, so it is stored here. */
export class LateMarks {
  readonly #marks = new Keyed<number>()
  readonly #table: Table<Marks>

  constructor(table: Table<Marks>) {
    this.#table = table
  }

  /** Tracked. Whether the record reached the relay late. */
  isLate(room: string, name: string): boolean {
    return this.#marks.get(`${room}/${name}`) !== undefined
  }

  /** Collects the marks of a segment. Call the returned function to stop. */
  follow(document: OpenDocument): () => void {
    const parsed = parseDocumentName(document.name)
    if (parsed?.kind !== 'segment') return () => {}
    const { room } = parsed
    const kept = this.#table.get(document.name).catch(() => undefined)
    void kept.then((marks) => this.#put(room, marks ?? {}))
    return document.results.subscribe((results) => {
      const late = results.flatMap((result) => (result.kind === 'late' ? [[result.name, result.at] as const] : []))
      if (late.length === 0) return
      const marks = Object.fromEntries(late)
      this.#put(room, marks)
      void this.#keep(document.name, marks)
    })
  }

  async #keep(document: string, marks: Marks): Promise<void> {
    try {
      await this.#table.put(document, { ...(await this.#table.get(document)), ...marks })
    } catch {
      // Losing a mark does no harm.
    }
  }

  #put(room: string, marks: Marks): void {
    for (const [name, at] of Object.entries(marks)) this.#marks.set(`${room}/${name}`, at)
  }
}
