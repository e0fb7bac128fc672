import { limits } from '../../../shared/record/limits.ts'
import { comparePositions } from '../../../shared/record/name.ts'
import type { Seen } from '../../../shared/room/seen.ts'
import { joinTold, later, nothingTold, seenOf } from '../../../shared/room/seen-fold.ts'
import type { Present } from '../../presence/present.ts'
import type { Segment } from '../../segments/segment.ts'
import type { LiveRoom } from './liveRoom.ts'

/** By user id, how far others have read; null if nobody knows. Who does not tell is not in it. */
export type Readers = ReadonlyMap<string, Seen | null>

/**
 * How far the other members have read, by what they told in these segments, by what they posted and by presence. A place
 * that presence has too far ahead to be that of a record is passed over.
 */
export const readersIn = (
  { roster, whoIs }: Pick<LiveRoom, 'roster' | 'whoIs'>,
  {
    segments,
    present,
    now,
    isShown,
  }: {
    segments: readonly Pick<Segment, 'folding' | 'newest'>[]
    present: ReadonlyMap<string, Pick<Present, 'read'>>
    now: number
    isShown(user: string): boolean
  },
): Map<string, Seen | null> => {
  const told = segments.map((segment) => segment.folding(whoIs).told())
  const latest = () => Math.max(now + limits.aheadMs, ...segments.map(({ newest }) => newest))
  const readers = new Map<string, Seen | null>()
  for (const [user, { role, deleted }] of roster.members) {
    if (role === null || deleted || !isShown(user)) continue
    const said = seenOf(told.map((of) => of.get(user) ?? nothingTold).reduce(joinTold, nothingTold))
    const here = present.get(user)?.read ?? null
    const isPossible = here !== null && (here.time <= now || here.time <= latest())
    if (isPossible) readers.set(user, later(here, said === 'silent' ? null : said))
    else if (said !== 'silent') readers.set(user, said)
  }
  return readers
}

/** The map before, if it says the same, so that nothing is drawn again. */
export const keepSameReaders = (before: Readers | null, after: Readers): Readers => {
  if (before?.size !== after.size) return after
  for (const [user, place] of after) {
    const known = before.get(user)
    if (known === undefined || known?.name !== place?.name || known?.time !== place?.time) return after
  }
  return before
}

/** Who among them has read a message, and who hasn't, as far as anybody knows. Its author is neither. */
export const readersOf = (
  message: { time: number; name: string; user: string | null },
  readers: Readers,
): { read: string[]; unread: string[] } => {
  const found = { read: [] as string[], unread: [] as string[] }
  for (const [user, place] of readers) {
    if (user === message.user) continue
    const hasRead = place !== null && comparePositions(place, message) >= 0
    found[hasRead ? 'read' : 'unread'].push(user)
  }
  return found
}
