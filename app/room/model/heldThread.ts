import { createSignal, untrack } from 'solid-js'
import type { Pointer } from '../../../shared/room/message.ts'
import type { Segment } from '../../segments/segment.ts'
import type { LoadedSegments } from './loadedSegments.ts'
import type { HeldThread, QuoteView } from './RoomView.ts'
import type { PlacedPart } from './threadParts.ts'

interface Around {
  loaded: Pick<LoadedSegments, 'keep' | 'bring' | 'has' | 'held'>
  /** Tracked. Changes with what is in memory. */
  followHeld(): void
  /** Tracked. What each segment has of the thread, the oldest first. Null: nobody knows. */
  parts(): readonly PlacedPart[] | null
  /** Tracked. The number of the newest segment. */
  head(): number
  isNeeded(segment: Segment): boolean
  /** Tracked. As a reply in memory says it, or where the root was found there. */
  saidRootSegment(): number | null
  /** Tracked. */
  rootOf(root: Pointer): QuoteView
  whereIs(name: string): Promise<number | null>
  /** Tracked. */
  isOffline(): boolean
}

/**
 * Loads the parts of a thread that are not in memory, one at a time: first that with the root, then from the newest
 * replies to the oldest. The timeline does not change for it.
 */
export const holdThread = (root: string, around: Around): HeldThread => {
  const { loaded } = around
  const parts = () => around.parts() ?? []
  const [isLoading, setLoading] = createSignal(false)
  const [found, setFound] = createSignal<number | null>(null)
  const brought = new Set<number>()
  /** Where the root was looked for, if nobody says where it is. */
  let sought: 'nowhere' | 'on-device' | 'everywhere' = 'nowhere'
  const release = loaded.keep((segment) => brought.has(segment.number) || around.isNeeded(segment))

  const rootSegment = () => {
    const part = parts().find((part) => part.root !== null)
    return part?.number ?? found() ?? around.saidRootSegment() ?? parts().find(saysWhere)?.rootSegment ?? null
  }
  const lacksRoot = () => around.rootOf({ name: root, segment: rootSegment() }).state === 'not-here'
  const isAway = (number: number) => !brought.has(number) && !loaded.has(number)
  /** Segments that may have replies, the oldest first. All from the root on if nobody knows which have some. */
  const withReplies = (first: number | null): number[] => {
    if (around.parts()) return parts().flatMap(({ count, number }) => (count > 0 ? [number] : []))
    return first === null ? [] : Array.from({ length: around.head() - first }, (_, at) => first + 1 + at)
  }
  const next = (): number | null => {
    const first = rootSegment()
    if (first !== null && isAway(first) && lacksRoot()) return first
    return withReplies(first).findLast(isAway) ?? null
  }
  const isWorthSeeking = () => sought === 'nowhere' || (sought === 'on-device' && !around.isOffline())
  const mustSeek = () => isWorthSeeking() && rootSegment() === null && lacksRoot()
  const isComing = ({ number, entries, document }: Segment) =>
    brought.has(number) && entries.size === 0 && document.state().name === 'local' && !around.isOffline()

  const seek = async (): Promise<number | null> => {
    if (!untrack(mustSeek)) return null
    sought = untrack(around.isOffline) ? 'on-device' : 'everywhere'
    // Without a network the code that looks may be missing.
    const at = await around.whereIs(root).catch(() => null)
    setFound(at)
    return at
  }
  return {
    rootSegment,
    older: () => {
      around.followHeld()
      if (isLoading() || loaded.held.some(isComing)) return 'loading'
      return next() !== null || mustSeek() ? 'more' : 'none'
    },
    loadOlder: async () => {
      if (untrack(isLoading)) return
      setLoading(true)
      try {
        const number = untrack(next) ?? (await seek())
        if (number === null || !isAway(number)) return
        brought.add(number)
        await loaded.bring(number)
      } finally {
        setLoading(false)
      }
    },
    close: release,
  }
}

const saysWhere = ({ rootSegment }: PlacedPart): boolean => rootSegment !== null
