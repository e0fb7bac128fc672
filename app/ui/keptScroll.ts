import { onCleanup, onMount } from 'solid-js'

const kept = new Map<string, number>()

/** A pane that is taken away and drawn again, as on a phone, comes back where it was. */
export function keepScroll(name: string, pane: () => HTMLElement | undefined) {
  onMount(() => pane()?.scrollTo({ top: kept.get(name) ?? 0, behavior: 'instant' }))
  onCleanup(() => kept.set(name, pane()?.scrollTop ?? 0))
}
