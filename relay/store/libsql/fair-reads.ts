import { performance } from 'node:perf_hooks'

const longestTurnMs = 2

/**
 * Runs one read after another, and only a few in one turn of the event loop. libSQL works in the turn that asks, so a
 * long series of reads would hold up every socket.
 */
export class FairReads {
  #tail: Promise<unknown> = Promise.resolve()
  #turnBegan: number | null = null

  run<T>(read: () => Promise<T>): Promise<T> {
    const done = this.#tail.then(() => this.#inYoungTurn(read))
    this.#tail = done.catch(() => {}) // the caller of `run` gets the error
    return done
  }

  async #inYoungTurn<T>(read: () => Promise<T>): Promise<T> {
    if (this.#isTurnOld()) await new Promise((resume) => setImmediate(resume))
    return read()
  }

  #isTurnOld(): boolean {
    if (this.#turnBegan !== null) return performance.now() - this.#turnBegan > longestTurnMs
    this.#turnBegan = performance.now()
    setImmediate(() => {
      this.#turnBegan = null
    })
    return false
  }
}
