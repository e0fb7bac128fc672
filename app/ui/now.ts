import { type Accessor, createSignal, onCleanup, untrack } from 'solid-js'

/** The current time, updated at an interval while something reads it. */
export function createNow(clock: () => number, everyMs: number): Accessor<number> {
  const [now, setNow] = createSignal(untrack(clock))
  const timer = setInterval(() => setNow(clock()), everyMs)
  onCleanup(() => clearInterval(timer))
  return now
}
