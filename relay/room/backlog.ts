import type { Listener } from '../open-document/listener.ts'

/** One whole sync. A larger update is taken only while nothing else of its connection waits. */
const mostBytes = 4 * 1024 * 1024

/**
 * Limits the bytes of one connection that wait in a room, because frames arrive faster than they are judged and kept.
 */
export class Backlog {
  readonly #bytes = new Map<Listener, number>()

  /** Returns false, and counts nothing, if too much waits already. */
  add(listener: Listener, bytes: number): boolean {
    const waiting = this.#bytes.get(listener) ?? 0
    if (waiting > 0 && waiting + bytes > mostBytes) return false
    this.#bytes.set(listener, waiting + bytes)
    return true
  }

  remove(listener: Listener, bytes: number): void {
    const left = (this.#bytes.get(listener) ?? 0) - bytes
    if (left > 0) this.#bytes.set(listener, left)
    else this.#bytes.delete(listener)
  }
}
