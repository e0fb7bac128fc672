import { onCleanup, onMount } from 'solid-js'

/** Loads a part of the app before it is needed. If that fails, it is fetched again when it is needed. */
export function loadAhead(load: () => Promise<unknown>, afterMs: number): void {
  onMount(() => {
    const timer = setTimeout(() => load().catch(() => {}), afterMs)
    onCleanup(() => clearTimeout(timer))
  })
}
