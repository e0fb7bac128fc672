import type { Looks } from '../../../shared/names/looks.ts'
import { calledBeside } from '../../../shared/room/tell-apart.ts'
import { seenOr } from '../../../shared/visible.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import { t as common } from '../../words/common.ts'
import type { RoomSummary } from './LobbyView.ts'
import type { OwnMarks } from './ownMarks.ts'
import type { Attended, RoomWatcher } from './roomWatcher.ts'
import { type KeptSummary, lastAt, type Summaries } from './summaries.ts'

interface Line {
  kept: KeptSummary
  attended: Attended
  favourite: boolean
  waiting: boolean
  hidden: boolean
  summary: RoomSummary
}

/**
 * The lines of the list. An unchanged line stays the same object, so that it is not drawn again; this keeps 500 lines
 * fast.
 */
export const listingOf = ({
  outbox,
  summaries,
  watcher,
  marks,
  blocked,
  looks,
}: {
  outbox: Pick<Outbox, 'acts'>
  summaries: Pick<Summaries, 'all'>
  watcher: Pick<RoomWatcher, 'in'>
  marks: Pick<OwnMarks, 'isFavourite' | 'isClosed'>
  /** Tracked. */
  blocked(): ReadonlySet<string>
  /** Tracked. */
  looks(): Looks
}): (() => RoomSummary[]) => {
  const lines = new Map<string, Line>()
  const lineOf = (kept: KeptSummary, name: string, waiting: boolean): RoomSummary => {
    const { id } = kept
    const attended = watcher.in(id)
    const favourite = marks.isFavourite(id)
    // True until somebody opens the room and its last message is chosen again without the blocked author.
    const hidden = kept.last?.user != null && blocked().has(kept.last.user)
    const before = lines.get(id)
    const isSame = before?.kept === kept && before.attended === attended && before.waiting === waiting
    const isCalledSame = before?.summary.name === name
    if (isSame && isCalledSame && before.favourite === favourite && before.hidden === hidden) return before.summary
    const shown = hidden ? { ...kept, last: null } : kept
    const summary = summaryOf(shown, name, attended, favourite, waiting)
    lines.set(id, { kept, attended, favourite, waiting, hidden, summary })
    return summary
  }
  return () => {
    const waiting = new Set<string>()
    /** Rooms left while offline. They are hidden, and come back if the relay refuses. */
    const leaving = new Set<string>()
    for (const { act } of outbox.acts()) {
      if (act.do === 'make' || act.do === 'direct') waiting.add(act.room)
      if (act.do === 'leave' || act.do === 'delete') leaving.add(act.room)
    }
    const all = summaries.all()
    const called = calledBeside(
      all.flatMap(({ people }) => people.map((one) => [one.user, one] as const)),
      looks(),
    )
    return all
      .filter((kept) => !leaving.has(kept.id) && !marks.isClosed(kept))
      .map((kept) => lineOf(kept, nameOf(kept, called), waiting.has(kept.id)))
  }
}

const summaryOf = (
  kept: KeptSummary,
  name: string,
  attended: Attended,
  favourite: boolean,
  waiting: boolean,
): RoomSummary => {
  const { joined: _, listed: __, madeBy: ___, counted: ____, ...known } = kept
  const isOfTwo = kept.kind === 'direct' && kept.people.length === 1
  return {
    ...known,
    name,
    lastAt: lastAt(kept),
    favourite,
    waiting,
    here: attended.here,
    presence: isOfTwo ? attended.status : 'offline',
  }
}

/**
 * A conversation has the same name as in its own header, and two people whose names look alike get names that differ.
 */
const nameOf = ({ kind, name, people }: KeptSummary, called: ReadonlyMap<string, string>): string => {
  if (kind === 'room') return name === '' ? '' : seenOr(name, common('unseen.room'))
  return people
    .map((one) => called.get(one.user) ?? one.name)
    .sort((a, b) => a.localeCompare(b))
    .join(', ')
}
