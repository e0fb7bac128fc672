import { createSignal, untrack } from 'solid-js'
import type { BackgroundParts, startBackground } from './startBackground.ts'

/** Starts what works in the background, once its code has loaded. */
export const openBackground = (parts: BackgroundParts) => {
  const [started, setStarted] = createSignal<ReturnType<typeof startBackground> | null>(null)
  let closed = false
  /** Called again if an earlier attempt failed: there was no network, or the relay did not send the code. */
  const load = () => {
    if (untrack(started)) return
    // What was seen has to be known before anything is shown as new.
    Promise.all([import('./startBackground.ts'), parts.own.opened]).then(
      ([{ startBackground }]) => {
        if (!closed && !untrack(started)) setStarted(startBackground(parts))
      },
      () => {},
    )
  }
  load()
  return {
    /** Tracked. Null until the code has loaded. */
    activity: () => started()?.view ?? null,
    /** This person is no longer in the room. */
    forget: (room: string) => untrack(started)?.forget(room),
    load,
    close: () => {
      closed = true
      untrack(started)?.close()
    },
  }
}
