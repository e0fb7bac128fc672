import { type Accessor, createSignal, onCleanup, untrack } from 'solid-js'
import { viewContext } from './viewContext.ts'

/**
 * The current time by the relay's clock, as far as it is known here. The device's clock may be wrong, so no screen
 * reads it.
 */
export const [NowContext, useNow] = viewContext<() => number>()

/** The current time, updated at an interval while something reads it. */
export function createNow(clock: () => number, everyMs: number): Accessor<number> {
  const [now, setNow] = createSignal(untrack(clock))
  const timer = setInterval(() => setNow(clock()), everyMs)
  onCleanup(() => clearInterval(timer))
  return now
}
