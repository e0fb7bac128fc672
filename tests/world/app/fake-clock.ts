import type { Clock } from '../../../app/base/clock.ts'

/** A clock that moves only when told to. */
export class FakeClock implements Clock {
  at = 1_000_000
  readonly #timers = new Set<{ at: number; run: () => void }>()

  now(): number {
    return this.at
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.at + ms, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  pass(ms: number): void {
    this.at += ms
    for (const timer of [...this.#timers].sort((a, b) => a.at - b.at))
      if (timer.at <= this.at && this.#timers.delete(timer)) timer.run()
  }
}
