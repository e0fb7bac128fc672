/** One job at a time, in the order of the calls. */
export class Serial {
  #tail: Promise<unknown> = Promise.resolve()

  run<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#tail.then(job)
    this.#tail = done.catch(() => {}) // whoever called `run` hears of it
    return done
  }

  /** Resolves when all that was asked for so far is done. */
  async settled(): Promise<void> {
    await this.#tail
  }
}
