import type { OwnRoom } from '../../own/ownRoom.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { Telling, TellingParts } from './telling.ts'

const setting = 'shows/read'

/** What rooms and screens need of it. */
export type OpenTelling = Omit<ReturnType<typeof openTelling>, 'close'>

/** Nobody waits for what is told, so its code loads after the first paint, and again when a room opens if that failed. */
export const openTelling = (parts: Omit<TellingParts, 'shows'> & { own: Pick<OwnRoom, 'of' | 'set'> }) => {
  /** Tracked. Whether this person tells others how far they have read, and so sees it of them. */
  const shows = () => parts.own.of(setting) !== false
  const waiting = new Set<(telling: Telling) => void>()
  let telling: Telling | null = null
  let isClosed = false
  const begin = (opened: Telling) => {
    telling = opened
    for (const start of waiting) start(opened)
    waiting.clear()
  }
  const load = () => {
    import('./telling.ts').then(
      ({ Telling }) => !isClosed && telling === null && begin(new Telling({ ...parts, shows })),
      () => {},
    )
  }
  load()
  return {
    shows,
    setShows: (on: boolean): void => parts.own.set(setting, on),
    /** The room is on screen until `close` is called. `readOn`: the read mark has moved here. */
    show: (live: LiveRoom): { readOn(): void; close(): void } => {
      if (telling) return telling.show(live)
      let view: ReturnType<Telling['show']> | null = null
      let hasRead = false
      const start = (opened: Telling) => {
        view = opened.show(live)
        if (hasRead) view.readOn()
      }
      waiting.add(start)
      load()
      return {
        readOn: () => {
          hasRead = true
          view?.readOn()
        },
        close: () => {
          waiting.delete(start)
          view?.close()
        },
      }
    },
    close: (): void => {
      isClosed = true
      telling?.close()
    },
  }
}
