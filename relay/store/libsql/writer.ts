import { nextTurn } from '../../pace/next-turn.ts'
import type { Change } from '../store.ts'

/** More rows in one transaction would hold up the event loop for longer than they save. */
const groupRows = 100

interface Promised {
  done(): void
  failed(error: unknown): void
}
type WaitingChange = Promised & { change: Change; rows: number }
type WaitingUpkeep = Promised & { upkeep(): Promise<void> }

export interface WriterParts {
  /** Writes all of these changes in one transaction, or none. */
  write(changes: readonly Change[]): Promise<void>
  /** Whether an error has nothing to do with these changes, so that every other change would meet it too. */
  wouldMeetAll(error: unknown): boolean
}

/**
 * The one queue for all writes, in the order of the calls. Changes that wait together are written together. If that
 * fails, each is tried alone, so that one bad change does not stop the others.
 */
export class Writer {
  readonly #parts: WriterParts
  readonly #waiting: (WaitingChange | WaitingUpkeep)[] = []
  #running: Promise<void> | null = null

  constructor(parts: WriterParts) {
    this.#parts = parts
  }

  commit(change: Change): Promise<void> {
    return this.#enter({ change, rows: rowsOf(change) })
  }

  /** Runs between two transactions. */
  between(upkeep: () => Promise<void>): Promise<void> {
    return this.#enter({ upkeep })
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  #enter(what: Omit<WaitingChange, keyof Promised> | Omit<WaitingUpkeep, keyof Promised>): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ ...what, done, failed })
      this.#running ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn()
      const group = this.#takeGroup()
      const next = group.length > 0 ? null : this.#waiting.shift()
      if (next && 'upkeep' in next) await keepPromise(next, () => next.upkeep())
      else await this.#writeGroup(group)
    }
    this.#running = null
  }

  #takeGroup(): WaitingChange[] {
    const group: WaitingChange[] = []
    let rows = 0
    for (const next of this.#waiting) {
      if ('upkeep' in next) break
      rows += next.rows
      if (group.length > 0 && rows > groupRows) break
      group.push(next)
    }
    this.#waiting.splice(0, group.length)
    return group
  }

  async #writeGroup(group: readonly WaitingChange[]): Promise<void> {
    if (group.length > 1 && (await this.#writeTogether(group))) return
    for (const one of group) await keepPromise(one, () => this.#parts.write([one.change]))
  }

  /** Returns false if one of the changes may be to blame. Then nothing was written and no promise is settled. */
  async #writeTogether(group: readonly WaitingChange[]): Promise<boolean> {
    try {
      await this.#parts.write(group.map(({ change }) => change))
      for (const { done } of group) done()
      return true
    } catch (error) {
      if (!this.#parts.wouldMeetAll(error)) return false
      for (const { failed } of group) failed(error)
      return true
    }
  }
}

const keepPromise = async ({ done, failed }: Promised, run: () => Promise<void>): Promise<void> => {
  try {
    await run()
    done()
  } catch (error) {
    failed(error) // the caller gets it
  }
}

/**
 * Waits until the next turn of the event loop, so that everything read from sockets in this turn joins the next
 * transaction.
 */

const rowsOf = (change: Change): number => {
  let rows = 0
  for (const list of Object.values(change) as (readonly unknown[] | undefined)[]) rows += list?.length ?? 0
  return rows
}
