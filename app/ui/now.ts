import { type Accessor, createSignal, onCleanup, untrack } from 'solid-js'

/** The time, told anew every so often while it is looked at. */
export function createNow(clock: () => number, everyMs: number): Accessor<number> {
  const [now, setNow] = createSignal(untrack(clock))
  const timer = setInterval(() => setNow(clock()), everyMs)
  onCleanup(() => clearInterval(timer))
  return now
}
