import type { Database } from './database.ts'
import type { Writer } from './writer.ts'

/** Runs one step of a removal, in its place among the changes. Resolves to whether there is more to do. */
export type RemoveStep = (step: () => Promise<boolean>) => Promise<boolean>

/** Removed bytes leave the disk at most this long after the change that removed them. */
const truncateAfterMs = 1_000

/**
 * Takes the bytes of what was removed off the disk, out of the write-ahead log too. The row of an erased message is
 * overwritten before, by `blankRecords` in tables/records.ts.
 */
export class Removal {
  readonly #database: Pick<Database, 'truncateLog'>
  readonly #writer: Pick<Writer, 'between'>
  #timer: NodeJS.Timeout | null = null

  constructor(database: Pick<Database, 'truncateLog'>, writer: Pick<Writer, 'between'>) {
    this.#database = database
    this.#writer = writer
  }

  step: RemoveStep = async (step) => {
    let isMore = false
    await this.#writer.between(async () => {
      isMore = await step()
    })
    this.truncateSoon()
    return isMore
  }

  truncateSoon(): void {
    this.#timer ??= setTimeout(() => void this.#truncate(), truncateAfterMs).unref()
  }

  /** Resolves when a truncation that was due has been tried. */
  async settle(): Promise<void> {
    if (this.#timer !== null) await this.#truncate()
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  async #truncate(): Promise<void> {
    this.stop()
    this.#timer = null
    await this.#writer.between(async () => {
      const isTruncated = await this.#database.truncateLog().catch(() => false) // a full disk may have space later
      if (!isTruncated) this.truncateSoon()
    })
  }
}
