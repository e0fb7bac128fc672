import type { Clock } from '../../base/clock.ts'
import type { Segment } from '../../segments/segment.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { RoomSignatures } from './roomSignatures.ts'

/** Messages are shown after this long even if their signatures are not checked yet. */
const checkedWithinMs = 500

/**
 * Folds a segment and checks its signatures before it is shown, in turns of their own, so that a long room scrolls on
 * meanwhile. Its rows are then drawn once, not again when the signatures are known.
 */
export const prepareSegment = async (
  segment: Segment,
  { live, signatures, clock }: { live: LiveRoom; signatures: RoomSignatures; clock: Clock },
): Promise<void> => {
  await nextTurn()
  segment.messages(live.whoIs)
  await nextTurn()
  await Promise.race([signatures.check(segment), new Promise<void>((late) => clock.after(checkedWithinMs, late))])
}

/** Lets the page draw, and hear what people do. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
