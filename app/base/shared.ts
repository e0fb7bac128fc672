import { Listeners } from './listeners.ts'

interface Held<T> {
  thing: T
  holders: number
}

/**
 * Shares one instance per key and counts its holders, for things that are expensive to have twice. The instance is
 * closed when its last holder closes it.
 */
export class Shared<T> {
  readonly #made = new Listeners<T>()
  readonly #held = new Map<string, Held<T>>()
  readonly #make: (key: string) => T
  readonly #close: (thing: T) => Promise<void> | void

  constructor(make: (key: string) => T, close: (thing: T) => Promise<void> | void) {
    this.#make = make
    this.#close = close
  }

  /** Every `open` needs one `close`. */
  open(key: string): T {
    const held = this.#held.get(key) ?? this.#begin(key)
    held.holders++
    return held.thing
  }

  #begin(key: string): Held<T> {
    const held = { thing: this.#make(key), holders: 0 }
    this.#held.set(key, held)
    this.#made.emit(held.thing)
    return held
  }

  /** `thing` is what `open` returned. Does nothing if that instance was dropped in the meantime. */
  async close(key: string, thing: T): Promise<void> {
    const held = this.#held.get(key)
    if (held?.thing !== thing || --held.holders > 0) return
    this.#held.delete(key)
    await this.#close(thing)
  }

  find(key: string): T | undefined {
    return this.#held.get(key)?.thing
  }

  all(): T[] {
    return [...this.#held.values()].map(({ thing }) => thing)
  }

  /** Calls `act` with each instance, now and whenever one is made. Returns a function that stops this. */
  each(act: (thing: T) => void): () => void {
    for (const thing of this.all()) act(thing)
    return this.#made.subscribe(act)
  }

  /** Takes the instance out of the pool without closing it. The next `open` makes a new one. */
  drop(key: string): T | undefined {
    const thing = this.find(key)
    this.#held.delete(key)
    return thing
  }
}
