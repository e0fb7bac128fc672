import type { Clock } from '../../relay/base/surroundings.ts'

/** One direction of a TCP connection. It keeps the order, has its own delays, and may be stuck for a while. */
export class Pipe<T> {
  readonly #clock: Clock
  readonly #delayMs: () => number
  readonly #deliver: (item: T) => void
  readonly #queue: { item: T; at: number }[] = []
  #stuck = false
  #cut = false
  #lastAt = 0
  #cancel: (() => void) | null = null

  constructor(clock: Clock, delayMs: () => number, deliver: (item: T) => void) {
    this.#clock = clock
    this.#delayMs = delayMs
    this.#deliver = deliver
  }

  get waiting(): readonly T[] {
    return this.#queue.map(({ item }) => item)
  }

  push(item: T): void {
    if (this.#cut) return
    this.#lastAt = Math.max(this.#lastAt, this.#clock.now() + this.#delayMs())
    this.#queue.push({ item, at: this.#lastAt })
    this.#plan()
  }

  /** Nothing comes out until `release`. */
  hold(): void {
    this.#stuck = true
    this.#cancel?.()
    this.#cancel = null
  }

  release(): void {
    this.#stuck = false
    this.#plan()
  }

  /** Loses everything that is on its way. */
  drop(): void {
    this.#queue.length = 0
    this.#cancel?.()
    this.#cancel = null
  }

  /** Loses everything that is on its way, and everything that is pushed later. */
  cut(): void {
    this.drop()
    this.#cut = true
  }

  #plan(): void {
    const next = this.#queue[0]
    if (!next || this.#stuck || this.#cancel) return
    this.#cancel = this.#clock.after(next.at - this.#clock.now(), () => {
      this.#cancel = null
      this.#queue.shift()
      this.#plan()
      this.#deliver(next.item)
    })
  }
}
