import type { StateVector } from '../../shared/wire/update.ts'
import type { Listener } from './listener.ts'

/** The listeners of a document. */
export class Audience {
  readonly #listeners = new Set<Listener>()

  get isEmpty(): boolean {
    return this.#listeners.size === 0
  }

  get all(): Iterable<Listener> {
    return this.#listeners
  }

  add(listener: Listener): void {
    this.#listeners.add(listener)
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener)
  }

  tell(message: Uint8Array, before: () => StateVector, except: Listener | null = null): void {
    for (const listener of this.#listeners) if (listener !== except) listener.hear(message, before)
  }
}
