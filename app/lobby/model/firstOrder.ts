import { type Accessor, createSignal } from 'solid-js'
import type { Clock } from '../../base/clock.ts'
import { followed } from '../../base/followed.ts'
import { liveRooms } from './roomWatcher.ts'
import type { KeptSummary, Summaries } from './summaries.ts'

export interface FirstOrder {
  /** Tracked: true once the lines will no longer change places as more is loaded. */
  isKnown: Accessor<boolean>
  close(): void
}

/** The list waits no longer than this for a room that does not load. */
const longestMs = 3_000

/**
 * Decides when the list of rooms may be shown. A device used before has the order on its disk. On a new device the
 * place of a room is known when its newest message has arrived.
 */
export const firstOrder = ({
  summaries,
  marksOpened,
  clock,
}: {
  summaries: Pick<Summaries, 'all'>
  /** Resolves once this device has loaded the favourites and the closed conversations. */
  marksOpened: Promise<void>
  clock: Pick<Clock, 'after'>
}): FirstOrder => {
  const [isKnown, setKnown] = createSignal(false)
  const isNewHere = summaries.all().length === 0
  let marksAreOpen = false
  let cancel: (() => void) | undefined
  const end = () => {
    cancel?.()
    stopFollowing()
    setKnown(true)
  }
  const look = () => {
    const rooms = summaries.all()
    if (rooms.length === 0) return
    if (marksAreOpen && (!isNewHere || rooms.slice(0, liveRooms).every(hasPlace))) return end()
    cancel ??= clock.after(longestMs, end)
  }
  const stopFollowing = followed(summaries.all, look)
  look()
  void marksOpened
    .catch(() => {}) // already reported by the code that reads the disk; the list is shown without marks
    .then(() => {
      marksAreOpen = true
      if (!isKnown()) look()
    })
  return {
    isKnown,
    close: () => {
      cancel?.()
      stopFollowing()
    },
  }
}

const hasPlace = ({ listed, last, silent }: KeptSummary): boolean => !listed || silent || last !== null
