import { neverBack } from '../../shared/never-back.ts'

/** Time as it is passed in: `after` runs once and returns the way to call it off. */
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
