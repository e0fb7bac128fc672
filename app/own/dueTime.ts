import { createSignal } from 'solid-js'
import type { Clock } from '../base/clock.ts'
import { longestTimerMs } from './longestTimer.ts'

interface DueParts {
  clock: Pick<Clock, 'after'>
  /** The relay's time. */
  now(): number
}

/** A tracked time that moves on as soon as one of several moments is reached. */
export class DueTime {
  readonly #parts: DueParts
  readonly #time: ReturnType<typeof createSignal<number>>
  #cancel = () => {}

  constructor(parts: DueParts) {
    this.#parts = parts
    this.#time = createSignal(parts.now())
  }

  /** Tracked. */
  now(): number {
    return this.#time[0]() ?? 0
  }

  /** Waits for the first of these moments that is still to come, in place of those given before. */
  waitFor(moments: readonly number[]): void {
    const { clock, now } = this.#parts
    this.#cancel()
    this.#time[1](now())
    const next = Math.min(...moments.filter((at) => at > now()))
    if (!Number.isFinite(next)) return
    this.#cancel = clock.after(Math.min(next - now(), longestTimerMs), () => this.waitFor(moments))
  }

  close(): void {
    this.#cancel()
  }
}
