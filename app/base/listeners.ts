/** The subscribers to one event. */
export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>()

  /** Returns a function that unsubscribes. */
  subscribe(listener: (value: T) => void): () => void {
    this.#all.add(listener)
    return () => this.#all.delete(listener)
  }

  emit(value: T): void {
    for (const listener of [...this.#all]) listener(value)
  }
}
