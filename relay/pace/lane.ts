/**
 * Waiting items under several levels of keys, from the widest to the narrowest. The keys of one level take turns, and
 * the items under the last key are a queue.
 */
export class Lane<T> {
  readonly #lanes = new Map<unknown, Lane<T>>()
  readonly #waiting: T[] = []

  get keys(): string[] {
    return [...this.#lanes.keys()].map(String)
  }

  get isEmpty(): boolean {
    return this.#lanes.size === 0 && this.#waiting.length === 0
  }

  put([key, ...rest]: readonly unknown[], waiting: T): void {
    if (key === undefined) {
      this.#waiting.push(waiting)
      return
    }
    const lane = this.#lanes.get(key) ?? new Lane<T>()
    this.#lanes.set(key, lane)
    lane.put(rest, waiting)
  }

  /** Removes and returns everything that waits under these keys. */
  drop([key, ...rest]: readonly unknown[]): T[] {
    if (key === undefined) return this.#all()
    const lane = this.#lanes.get(key)
    if (!lane) return []
    const dropped = lane.drop(rest)
    if (rest.length === 0 || lane.isEmpty) this.#lanes.delete(key)
    return dropped
  }

  #all(): T[] {
    return [...this.#waiting, ...[...this.#lanes.values()].flatMap((lane) => lane.#all())]
  }

  take(may: (key: string) => boolean = always): T | null {
    const first = this.#waiting.shift()
    if (first) return first
    for (const [key, lane] of this.#lanes) {
      if (typeof key === 'string' && !may(key)) continue
      const taken = lane.take()
      this.#lanes.delete(key)
      if (!lane.isEmpty) this.#lanes.set(key, lane)
      return taken
    }
    return null
  }
}

const always = (): boolean => true
