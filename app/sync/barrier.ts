import { createSignal } from 'solid-js'
import { type Answer, isBarred, isUnreachable } from './api.ts'
import type { Barred, Failure } from './socket.ts'

/**
 * Why the socket cannot connect although the relay answers: the relay gives a reason, or a proxy does not pass
 * WebSockets on.
 */
export type Barrier = Barred | 'websockets'

/**
 * Finds out why the socket fails. A browser only tells that a socket did not open, so this asks by HTTP after 2, 4, 8…
 * such failures in a row.
 */
export class BarrierWatch {
  readonly #ask: () => Promise<Answer>
  readonly #barrier = createSignal<Barrier | null>(null)
  #failures = 0

  /** `ask` sends a harmless POST to the socket's address, in the same way as this app sends changes. */
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
