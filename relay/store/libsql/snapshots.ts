import type { InStatement } from '@libsql/client'
import type { StateVector } from '../../../shared/wire/update.ts'
import type { Page, PageEnd } from '../records.ts'
import type { Database } from './database.ts'
import { insertSnapshot, readPage, readSnapshotOf } from './tables/segments.ts'
import type { Writer } from './writer.ts'

/** A sealed segment is kept a second time as snapshots of its pages, so that reading a page takes one row. */
export class Snapshots {
  readonly #database: Database
  readonly #writer: Pick<Writer, 'between'>

  constructor(database: Database, writer: Pick<Writer, 'between'>) {
    this.#database = database
    this.#writer = writer
  }

  async page(room: string, segment: number, from: StateVector, after: PageEnd | null): Promise<Page> {
    if (from.size > 0) return readPage(this.#database, room, segment, from, after)
    const snapshot = await readSnapshotOf(this.#database, room, segment, after)
    if (snapshot === 'missing' && after === null) this.take(room, segment)
    if (snapshot === 'missing' || snapshot === null) return readPage(this.#database, room, segment, from, after)
    return snapshot
  }

  /** Read and written between two transactions, so nothing can change the segment in the meantime. */
  take(room: string, segment: number): void {
    const take = async () => {
      if ((await readSnapshotOf(this.#database, room, segment, null)) !== 'missing') return
      const inserts: InStatement[] = []
      let after: PageEnd | null = null
      do {
        const page: Page = await readPage(this.#database, room, segment, new Map(), after)
        inserts.push(insertSnapshot(room, segment, after, page))
        after = page.end
      } while (after !== null)
      await this.#database.write(inserts)
    }
    this.#writer.between(take).catch(() => {}) // only speed is lost: the next full read tries again
  }
}
