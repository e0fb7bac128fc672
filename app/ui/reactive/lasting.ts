import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

/**
 * Follows a value, but only once it has stayed the same for a while. A value that changes back within that time is
 * never shown.
 */
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
