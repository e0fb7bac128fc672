import { createMemo, createRoot, createSignal } from 'solid-js'
import type { LobbyView } from '../lobby/model/LobbyView.ts'
import type { ThreadList, ThreadListParts } from '../lobby/model/threadList.ts'
import type { PlacedPart } from '../room/model/threadParts.ts'

/** Its code loads a little later, so that the rooms come first. */
const loadAfterMs = 1_500

/** The threads of all rooms. They are known once the code for them has loaded. */
export const openThreadList = (parts: ThreadListParts) => {
  const [list, setList] = createSignal<ThreadList | null>(null)
  let opening: Promise<ThreadList> | null = null
  let closed = false

  const open = (): Promise<ThreadList> => {
    opening ??= import('../lobby/model/threadList.ts').then(({ ThreadList }) => {
      const opened = new ThreadList(parts)
      if (closed) opened.close()
      else setList(opened)
      return opened
    })
    // Without a network the code may not be there yet. It is tried again when somebody asks.
    opening.catch(() => {
      opening = null
    })
    return opening
  }
  const cancel = parts.clock.after(loadAfterMs, () => void open().catch(() => {}))
  const view: Pick<LobbyView, 'threads' | 'loadThreads'> = {
    threads: createRoot(() => createMemo(() => list()?.all() ?? [])),
    loadThreads: async () => (await open()).loadRoots(),
  }
  return {
    view,
    /** Tracked. As `Member.threadParts`; null until the code has loaded. */
    partsOf: (room: string, root: string): readonly PlacedPart[] | null => list()?.partsOf(room, root) ?? null,
    arrived: async (document: string) => (await open()).visit(document),
    forget: (room: string) => list()?.forget(room),
    close: () => {
      closed = true
      cancel()
      list()?.close()
    },
  }
}
