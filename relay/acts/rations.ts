import { type Act, type ADay, dayMs, type Rationed } from '../../shared/room/acts.ts'
import type { Change, StoredActs } from '../store/store.ts'
import type { Outcome } from './outcome.ts'

type Done = NonNullable<Change['done']>

/**
 * What an act counts against the user's daily limits. Null: it is more than is left. An act that changes nothing counts
 * nothing.
 */
export const rationsFor = async (
  acts: Pick<StoredActs, 'doneSince'>,
  user: string,
  act: Act,
  { change }: Outcome,
  aDay: ADay,
  now: number,
): Promise<Done | null> => {
  const taken = change ? takes(act, change) : []
  for (const [what, count] of taken) {
    if ((await acts.doneSince(user, what, now - dayMs)) + count > aDay[what]) return null
  }
  return taken.map(([what, count]) => ({ user, what, count, at: now }))
}

const takes = (act: Act, { members = [] }: Change): [Rationed, number][] => {
  const added = members.length - 1
  switch (act.do) {
    case 'make':
      return added > 0
        ? [
            ['make', 1],
            ['add', added],
          ]
        : [['make', 1]]
    case 'direct':
    case 'add':
    case 'request':
    case 'invite':
      return [[act.do, 1]]
    default:
      return []
  }
}
