/** Runs one job at a time, in the order of the calls. */
export class Serial {
  #tail: Promise<unknown> = Promise.resolve()

  run<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#tail.then(job)
    this.#tail = done.catch(() => {}) // the caller of `run` gets the error
    return done
  }

  /** Resolves when all jobs so far are done. */
  async settled(): Promise<void> {
    await this.#tail
  }
}
