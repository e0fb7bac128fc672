import type { StateVector } from '../../../shared/wire/update.ts'
import type { Slices } from '../records.ts'
import type { Database } from './database.ts'
import { insertSnapshot, readSlices, readSnapshotOf } from './tables/segments.ts'
import type { Writer } from './writer.ts'

/** A sealed segment is kept a second time as one snapshot, so that reading the whole of it takes one row. */
export class Snapshots {
  readonly #database: Database
  readonly #writer: Pick<Writer, 'between'>

  constructor(database: Database, writer: Pick<Writer, 'between'>) {
    this.#database = database
    this.#writer = writer
  }

  async slices(room: string, segment: number, from: StateVector): Promise<Slices> {
    if (from.size > 0) return readSlices(this.#database, room, segment, from)
    const snapshot = await readSnapshotOf(this.#database, room, segment)
    if (snapshot === 'missing') this.take(room, segment)
    if (snapshot === 'missing' || snapshot === null) return readSlices(this.#database, room, segment, from)
    return snapshot
  }

  /** Read and written between two transactions, so nothing can change the segment in the meantime. */
  take(room: string, segment: number): void {
    const take = async () => {
      if ((await readSnapshotOf(this.#database, room, segment)) !== 'missing') return
      const slices = await readSlices(this.#database, room, segment, new Map())
      await this.#database.write([insertSnapshot(room, segment, slices)])
    }
    this.#writer.between(take).catch(() => {}) // only speed is lost: the next full read tries again
  }
}
