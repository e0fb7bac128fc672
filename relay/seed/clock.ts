import type { Clock } from '../base/surroundings.ts'

/** A clock that can be set, so that demo messages are accepted at the time they claim. Timers run in real time. */
export interface SeedClock extends Clock {
  set(time: number): void
  /** Switches to the real time. */
  run(): void
}

export const makeSeedClock = (): SeedClock => {
  let shown: number | null = null
  return {
    now: () => shown ?? Date.now(),
    set: (time) => {
      shown = time
    },
    run: () => {
      shown = null
    },
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}
