import type { Roster } from '../../shared/room/roster.ts'
import type { Segment } from './segment.ts'

/** The time of the newest record in the room, from the segments in `atHand` and the sealed ones of the roster. */
export const newestIn = (
  { segments: sealed }: Pick<Roster, 'segments'>,
  atHand: readonly Pick<Segment, 'entries'>[],
  counts: (name: string) => boolean = () => true,
): number => {
  let newest = 0
  for (const [, to] of sealed.values()) newest = Math.max(newest, to)
  for (const { entries } of atHand)
    for (const [name, { time }] of entries) if (time > newest && counts(name)) newest = time
  return newest
}
