import { type Accessor, createSignal } from 'solid-js'

/** The page asks a few questions about its size and pointers, and each message with a name asks one of them. */
const followed = new Map<string, Accessor<boolean>>()

/** Whether a media query matches, as a signal that follows changes for as long as the page is there. */
export function createMedia(query: string): Accessor<boolean> {
  const known = followed.get(query)
  if (known) return known
  const list = matchMedia(query)
  const [holds, setHolds] = createSignal(list.matches)
  list.addEventListener('change', () => setHolds(list.matches))
  followed.set(query, holds)
  return holds
}

/** Wide enough for two panes. The same width is in the stylesheets. */
export const twoPanes = '(min-width: 46rem)'
/** Wide enough to show the members without covering the timeline. */
export const threePanes = '(min-width: 64rem)'
/** The main pointer is a finger. There, Enter starts a new line. */
export const byTouch = '(pointer: coarse)'
