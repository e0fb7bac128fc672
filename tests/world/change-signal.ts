import { patienceMs, within } from './until.ts'

/** Call `ring` at every change: everybody who waits then checks again. */
export class ChangeSignal {
  readonly #listeners = new Set<() => void>()

  ring(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  /** Waits until `find` returns a value, now or after a ring, and returns that value. Rethrows what `find` throws. */
  async wait<T>(what: string, find: () => T | undefined, ms = patienceMs): Promise<T> {
    let look = () => {}
    const found = new Promise<T>((resolve, reject) => {
      look = () => {
        try {
          const value = find()
          if (value !== undefined) resolve(value)
        } catch (error) {
          reject(error)
        }
      }
    })
    this.#listeners.add(look)
    look()
    try {
      return await within(what, found, ms)
    } finally {
      this.#listeners.delete(look)
    }
  }
}
