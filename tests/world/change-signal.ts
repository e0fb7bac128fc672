import { patienceMs, within } from './until.ts'

/** Rings at every change; those who wait look again each time. */
export class ChangeSignal {
  readonly #listeners = new Set<() => void>()

  ring(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  /** The first thing that `find` makes of what is there, now or after a ring; what it throws is thrown on. */
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
