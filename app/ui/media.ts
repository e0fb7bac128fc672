import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Whether a media query holds, now and later. */
export function createMedia(query: string): Accessor<boolean> {
  const list = matchMedia(query)
  const [holds, setHolds] = createSignal(list.matches)
  const listen = () => setHolds(list.matches)
  list.addEventListener('change', listen)
  onCleanup(() => list.removeEventListener('change', listen))
  return holds
}

/** Two panes fit beside each other. The same width stands in the stylesheets. */
export const twoPanes = '(min-width: 46rem)'
/** Members fit beside the timeline without covering it. */
export const threePanes = '(min-width: 64rem)'
/** The main pointer is a finger: Enter is a new line there. */
export const byTouch = '(pointer: coarse)'
