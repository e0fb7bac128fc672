import { createSignal, getListener, onCleanup, type Signal } from 'solid-js'

/** A map whose readers follow single keys. A key has a signal only while something on screen reads it. */
export class Keyed<V> {
  readonly #values = new Map<string, V>()
  readonly #followed = new Map<string, { signal: Signal<V | undefined>; readers: number }>()

  get(key: string): V | undefined {
    if (!getListener()) return this.#values.get(key)
    const followed = this.#followed.get(key) ?? {
      signal: createSignal(this.#values.get(key), { equals: false }),
      readers: 0,
    }
    this.#followed.set(key, followed)
    followed.readers++
    onCleanup(() => {
      if (--followed.readers === 0) this.#followed.delete(key)
    })
    return followed.signal[0]()
  }

  /** Untracked. */
  peek(key: string): V | undefined {
    return this.#values.get(key)
  }

  set(key: string, value: V): void {
    if (this.#values.get(key) === value) return
    this.#values.set(key, value)
    this.#followed.get(key)?.signal[1](() => value)
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#followed.get(key)?.signal[1](undefined)
  }

  keys(): string[] {
    return [...this.#values.keys()]
  }

  values(): V[] {
    return [...this.#values.values()]
  }

  /** How many keys are followed by somebody. */
  get followed(): number {
    return this.#followed.size
  }
}
