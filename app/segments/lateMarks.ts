import { parseDocumentName } from '../../shared/wire/documents.ts'
import { Keyed } from '../base/keyed.ts'
import { Listeners } from '../base/listeners.ts'
import type { Table } from '../base/table.ts'
import type { OpenDocument } from '../sync/openDocument.ts'

/** By record name: when the record reached the relay, in milliseconds since 1970. */
type Marks = { [name: string]: number }

/** Messages that reached the relay long after they were written. The relay says so only once, so it is stored here. */
export class LateMarks {
  /** Emits a room of which another late message is known. */
  readonly changed = new Listeners<string>()
  readonly #marks = new Keyed<number>()
  readonly #documents = new Map<string, Map<string, number>>()
  readonly #table: Table<Marks>

  constructor(table: Table<Marks>) {
    this.#table = table
  }

  /** Tracked. When the record reached the relay; null if that was not late. */
  lateAt(room: string, name: string): number | null {
    return this.#marks.get(`${room}/${name}`) ?? null
  }

  /** When the late records of a segment reached the relay, by their names. Empty for one that nobody follows yet. */
  in(document: string): ReadonlyMap<string, number> {
    return this.#documents.get(document) ?? none
  }

  /** Collects the marks of a segment. Call the returned function to stop. */
  follow(document: OpenDocument): () => void {
    const parsed = parseDocumentName(document.name)
    if (parsed?.kind !== 'segment') return () => {}
    const { room } = parsed
    const kept = this.#table.get(document.name).catch(() => undefined)
    void kept.then((marks) => marks && this.#put(room, document.name, marks))
    return document.results.subscribe((results) => {
      const late = results.flatMap((result) => (result.kind === 'late' ? [[result.name, result.at] as const] : []))
      if (late.length === 0) return
      const marks = Object.fromEntries(late)
      this.#put(room, document.name, marks)
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

  #put(room: string, document: string, marks: Marks): void {
    const known = this.#documents.get(document) ?? new Map<string, number>()
    this.#documents.set(document, known)
    for (const [name, at] of Object.entries(marks)) {
      this.#marks.set(`${room}/${name}`, at)
      known.set(name, at)
    }
    this.changed.emit(room)
  }
}

const none: ReadonlyMap<string, number> = new Map()
