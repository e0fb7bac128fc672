import { type Accessor, createSignal, untrack } from 'solid-js'
import type { ActivityView } from './ActivityView.ts'
import type { StartParts, startActivity } from './startActivity.ts'

export interface OpenActivity {
  /** Tracked. Null until its code has loaded. */
  view: Accessor<ActivityView | null>
  /** Whether this segment was ever searched for what is about this person. */
  knows(document: string): boolean
  /** Searches a segment. */
  look(document: string): Promise<void>
  forget(room: string): void
  /** Loads the code, if an earlier attempt failed. */
  load(): void
  close(): void
}

/** Starts what finds mentions, replies and reactions, once its code has loaded. */
export const openActivity = (parts: StartParts): OpenActivity => {
  const [started, setStarted] = createSignal<ReturnType<typeof startActivity> | null>(null)
  const activity = () => untrack(started)?.activity
  let closed = false
  const load = () => {
    if (activity()) return
    import('./startActivity.ts').then(
      ({ startActivity }) => {
        if (!closed && !activity()) setStarted(startActivity(parts))
      },
      () => {}, // there is no network, or the relay does not send it
    )
  }
  load()
  return {
    view: () => started()?.view ?? null,
    knows: (document) => activity()?.knows(document) ?? true,
    look: async (document) => activity()?.look(document),
    forget: (room) => activity()?.forget(room),
    load,
    close: () => {
      closed = true
      activity()?.close()
    },
  }
}
