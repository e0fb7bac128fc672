import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** The time, told anew every so often while it is looked at. */
export function createNow(everyMs: number): Accessor<number> {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), everyMs)
  onCleanup(() => clearInterval(timer))
  return now
}
