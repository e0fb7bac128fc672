import { neverBack } from '../../shared/never-back.ts'

/** Time, passed in so that tests can control it. `after` runs `run` once and returns a function that cancels it. */
export interface Clock {
  now(): number
  after(ms: number, run: () => void): () => void
}

export const realClock: Clock = {
  now: neverBack(Date.now).now,
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
