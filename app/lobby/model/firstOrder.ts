import { type Accessor, createSignal } from 'solid-js'
import type { Clock } from '../../base/clock.ts'
import { followed } from '../../base/followed.ts'
import { liveRooms } from './roomWatcher.ts'
import type { KeptSummary, Summaries } from './summaries.ts'

export interface FirstOrderParts {
  summaries: Pick<Summaries, 'all'>
  /** Resolves once favourites and closed conversations are known, as this device has them. */
  marksOpened: Promise<void>
  clock: Pick<Clock, 'after'>
}

export interface FirstOrder {
  /** Tracked: until then lines would change places as more becomes known. */
  isKnown: Accessor<boolean>
  stop(): void
}

/** A room that does not come keeps the others waiting no longer. */
const longestMs = 3_000

/**
 * When the list of rooms may be shown. A device that was here before has its order on the disk; on a new one a room's place
 * is known when its newest message is.
 */
export const firstOrder = ({ summaries, marksOpened, clock }: FirstOrderParts): FirstOrder => {
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
    .catch(() => {}) // told by the disk's seam; the list is shown without marks
    .then(() => {
      marksAreOpen = true
      if (!isKnown()) look()
    })
  return {
    isKnown,
    stop: () => {
      cancel?.()
      stopFollowing()
    },
  }
}

const hasPlace = ({ listed, last, silent }: KeptSummary): boolean => !listed || silent || last !== null
