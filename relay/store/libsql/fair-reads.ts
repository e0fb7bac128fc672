import { performance } from 'node:perf_hooks'
import { calmTurn, isCrowdedTurn } from '../../pace/calm-turn.ts'

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
    if (this.#isTurnOver()) await calmTurn()
    if (this.#turnBegan === null) this.#begin()
    return read()
  }

  #isTurnOver(): boolean {
    return this.#turnBegan === null ? isCrowdedTurn() : performance.now() - this.#turnBegan > longestTurnMs
  }

  #begin(): void {
    this.#turnBegan = performance.now()
    setImmediate(() => {
      this.#turnBegan = null
    })
  }
}
