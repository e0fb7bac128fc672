import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Whether a media query matches, as a signal that follows changes. */
export function createMedia(query: string): Accessor<boolean> {
  const list = matchMedia(query)
  const [holds, setHolds] = createSignal(list.matches)
  const listen = () => setHolds(list.matches)
  list.addEventListener('change', listen)
  onCleanup(() => list.removeEventListener('change', listen))
  return holds
}

/** Wide enough for two panes. The same width is in the stylesheets. */
export const twoPanes = '(min-width: 46rem)'
/** Wide enough to show the members without covering the timeline. */
export const threePanes = '(min-width: 64rem)'
/** The main pointer is a finger. There, Enter starts a new line. */
export const byTouch = '(pointer: coarse)'
