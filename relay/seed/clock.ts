import type { Clock } from '../base/surroundings.ts'

/** A clock that can be set, so that demo talk is taken at the time it claims. Timers run in real time. */
export interface SeedClock extends Clock {
  set(time: number): void
  /** From now on it tells the real time. */
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
