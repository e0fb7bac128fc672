import { createSignal, getListener, type Signal } from 'solid-js'

/** A map whose readers follow single keys. A key gets a signal only when something on screen first reads it. */
export class Keyed<V> {
  readonly #values = new Map<string, V>()
  readonly #signals = new Map<string, Signal<V | undefined>>()

  get(key: string): V | undefined {
    if (!getListener()) return this.#values.get(key)
    const signal = this.#signals.get(key) ?? createSignal(this.#values.get(key), { equals: false })
    this.#signals.set(key, signal)
    return signal[0]()
  }

  /** Untracked. */
  peek(key: string): V | undefined {
    return this.#values.get(key)
  }

  set(key: string, value: V): void {
    if (this.#values.get(key) === value) return
    this.#values.set(key, value)
    this.#signals.get(key)?.[1](() => value)
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#signals.get(key)?.[1](undefined)
  }

  keys(): string[] {
    return [...this.#values.keys()]
  }

  values(): V[] {
    return [...this.#values.values()]
  }
}
