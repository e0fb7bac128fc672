import { Listeners } from './listeners.ts'

interface Held<T> {
  thing: T
  holders: number
}

/** Things that are costly to have twice: each is made once, and ended when its last holder lets go. */
export class Shared<T> {
  /** One was not there before. */
  readonly made = new Listeners<T>()
  readonly #held = new Map<string, Held<T>>()
  readonly #make: (key: string) => T
  readonly #end: (thing: T) => Promise<void> | void

  constructor(make: (key: string) => T, end: (thing: T) => Promise<void> | void) {
    this.#make = make
    this.#end = end
  }

  /** Whoever opens it closes it. */
  open(key: string): T {
    const held = this.#held.get(key) ?? this.#begin(key)
    held.holders++
    return held.thing
  }

  #begin(key: string): Held<T> {
    const held = { thing: this.#make(key), holders: 0 }
    this.#held.set(key, held)
    this.made.emit(held.thing)
    return held
  }

  /** `thing`: what `open` gave; one that was dropped meanwhile is nobody's any more. */
  async close(key: string, thing: T): Promise<void> {
    const held = this.#held.get(key)
    if (held?.thing !== thing || --held.holders > 0) return
    this.#held.delete(key)
    await this.#end(thing)
  }

  find(key: string): T | undefined {
    return this.#held.get(key)?.thing
  }

  all(): T[] {
    return [...this.#held.values()].map(({ thing }) => thing)
  }

  /** Out of the pool without ending it: the next one to open gets a new one. */
  drop(key: string): T | undefined {
    const thing = this.find(key)
    this.#held.delete(key)
    return thing
  }
}
