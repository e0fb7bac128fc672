import { onCleanup, onMount } from 'solid-js'

const kept = new Map<string, number>()

/** Restores the scroll position of a pane that is removed and drawn again, as happens on a phone. */
export function keepScroll(name: string, pane: () => HTMLElement | undefined) {
  onMount(() => pane()?.scrollTo({ top: kept.get(name) ?? 0, behavior: 'instant' }))
  onCleanup(() => kept.set(name, pane()?.scrollTop ?? 0))
}
