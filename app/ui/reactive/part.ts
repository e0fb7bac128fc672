import { lazy, onCleanup, onMount } from 'solid-js'

/** Thrown when the code of a part could not be loaded: no network, or a relay that does not send it. */
export class NotLoaded extends Error {
  constructor(cause: unknown) {
    super('a part of the app could not be loaded', { cause })
    this.name = 'NotLoaded'
  }
}

/**
 * A part of the app whose code loads when it is first drawn. If it cannot be loaded, it throws `NotLoaded` to the
 * boundary around it; the next time it is drawn, it is fetched again.
 */
export const part: typeof lazy = (load) =>
  lazy(() =>
    load().catch((cause) => {
      throw new NotLoaded(cause)
    }),
  )

/** Loads a part of the app before it is needed. If that fails, it is fetched again when it is needed. */
export function loadAhead(load: () => Promise<unknown>, afterMs: number): void {
  onMount(() => {
    const timer = setTimeout(() => load().catch(() => {}), afterMs)
    onCleanup(() => clearTimeout(timer))
  })
}
