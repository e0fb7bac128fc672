import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

/** Follows a value, but only to where it stays for a while: what comes and goes within a moment is never shown. */
export function createLasting<T>(source: Accessor<T>, first: T, afterMs: number): Accessor<T> {
  const [lasting, setLasting] = createSignal<T>(first)
  let timer: ReturnType<typeof setTimeout>
  createEffect(
    on(source, (value) => {
      clearTimeout(timer)
      timer = setTimeout(() => setLasting(() => value), afterMs)
    }),
  )
  onCleanup(() => clearTimeout(timer))
  return lasting
}
