import { createSignal } from 'solid-js'
import { type Answer, isBarred, isUnreachable } from './api.ts'
import type { Barred, Failure } from './socket.ts'

/** What keeps the socket out of a relay that answers: what it says itself, or a proxy that passes no WebSockets on. */
export type Barrier = Barred | 'websockets'

/** A browser says of a socket only that it did not open. Why is asked by HTTP, after 2, 4, 8… such attempts in a row. */
export class BarrierWatch {
  readonly #ask: () => Promise<Answer>
  readonly #barrier = createSignal<Barrier | null>(null)
  #failures = 0

  /** `ask` sends what changes nothing to where the socket leads, as a page of ours sends changes. */
  constructor(ask: () => Promise<Answer>) {
    this.#ask = ask
  }

  barrier(): Barrier | null {
    return this.#barrier[0]()
  }

  failed(why: Failure): void {
    if (why === 'unreachable') this.over()
    if (why === 'address' || why === 'full') this.#barrier[1](why)
    if (why !== 'not opened') return
    const failures = ++this.#failures
    if (failures < 2 || (failures & (failures - 1)) !== 0) return
    void this.#ask().then((answer) => this.#failures >= failures && this.#barrier[1](barrierOf(answer)))
  }

  over(): void {
    this.#failures = 0
    this.#barrier[1](null)
  }
}

const barrierOf = (answer: Answer): Barrier | null => {
  if (answer === 'offline' || isUnreachable(answer)) return null
  if (isBarred(answer) === 'address') return 'address'
  return answer.status === 426 || answer.status === 404 ? 'websockets' : null
}
