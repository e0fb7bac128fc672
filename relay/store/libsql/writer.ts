import type { Change } from '../store.ts'

/** More rows in one transaction hold up the event loop for longer than they save. */
const groupRows = 100

type Waiting = { done(): void; failed(error: unknown): void } & (
  | { change: Change; rows: number }
  | { upkeep: () => Promise<void> }
)

/** The one queue that all writes go through, in the order of the calls. Changes that wait together are written together. */
export class Writer {
  readonly #write: (changes: readonly Change[]) => Promise<void>
  readonly #spoilsOthers: (error: unknown) => boolean
  #waiting: Waiting[] = []
  #running: Promise<void> | null = null

  /**
   * `write` writes all or nothing. Where it fails, each change is tried alone, so that none spoils another; but not after
   * an error that would meet all of them (`spoilsOthers`).
   */
  constructor(write: (changes: readonly Change[]) => Promise<void>, spoilsOthers: (error: unknown) => boolean) {
    this.#write = write
    this.#spoilsOthers = spoilsOthers
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

  #enter(what: { change: Change; rows: number } | { upkeep: () => Promise<void> }): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ ...what, done, failed })
      this.#running ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn()
      const first = this.#waiting[0] as Waiting
      if ('upkeep' in first) await settle([this.#waiting.shift() as Waiting], first.upkeep)
      else await this.#writeGroup(this.#takeGroup())
    }
    this.#running = null
  }

  #takeGroup(): (Waiting & { change: Change })[] {
    const group: (Waiting & { change: Change })[] = []
    let rows = 0
    for (const waiting of this.#waiting) {
      if (!('change' in waiting)) break
      rows += waiting.rows
      if (group.length > 0 && rows > groupRows) break
      group.push(waiting)
    }
    this.#waiting.splice(0, group.length)
    return group
  }

  async #writeGroup(group: (Waiting & { change: Change })[]): Promise<void> {
    if (group.length > 1) {
      try {
        await this.#write(group.map(({ change }) => change))
        for (const { done } of group) done()
        return
      } catch (error) {
        if (this.#spoilsOthers(error)) {
          for (const { failed } of group) failed(error)
          return
        } // otherwise one of them is to blame, and writing each alone finds it
      }
    }
    for (const one of group) await settle([one], () => this.#write([one.change]))
  }
}

const settle = async (group: readonly Waiting[], run: () => Promise<void>): Promise<void> => {
  try {
    await run()
    for (const { done } of group) done()
  } catch (error) {
    for (const { failed } of group) failed(error)
  }
}

/** Everything that this turn of the loop has read from sockets joins the next transaction. */
const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume))

const rowsOf = (change: Change): number => {
  let rows = 0
  for (const list of Object.values(change) as (readonly unknown[] | undefined)[]) rows += list?.length ?? 0
  return rows
}
