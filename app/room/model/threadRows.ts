import { comparePositions } from '../../../shared/record/name.ts'
import type { Message, WhoIs } from '../../../shared/room/message.ts'
import { Keyed } from '../../base/keyed.ts'
import type { Segment } from '../../segments/segment.ts'
import type { MessageRow } from './messageRow.ts'

type Lists = ReadonlyMap<string, readonly Message[]>

interface Look {
  segments: readonly Pick<Segment, 'folding'>[]
  whoIs: WhoIs
  /** Names of messages that are not shown. */
  hidden: ReadonlySet<string>
  /** Goes up when rows are drawn again though their messages are the same. */
  checks: number
  rowOf(message: Message, at: number): MessageRow
}

const none: readonly MessageRow[] = []

/** The rows of each thread, over all loaded segments. A new reply costs the work of its own thread. */
export class ThreadRows {
  readonly #rows = new Keyed<readonly MessageRow[]>()
  #lists: readonly Lists[] = []
  #last: Pick<Look, 'whoIs' | 'hidden' | 'checks'> | null = null

  /** Tracked. The replies to a message, in the order of the timeline. The same list until one of them has changed. */
  of(root: string): readonly MessageRow[] {
    return this.#rows.get(root) ?? none
  }

  look(now: Look): void {
    const { segments, whoIs, hidden, checks, rowOf } = now
    const lists = segments.map((segment) => segment.folding(whoIs).threads())
    const isSame = this.#last?.whoIs === whoIs && this.#last.checks === checks && sameSet(this.#last.hidden, hidden)
    const roots = isSame ? changedRoots(this.#lists, lists) : allRoots([...this.#lists, ...lists])
    this.#lists = lists
    this.#last = { whoIs, hidden, checks }
    for (const root of roots) {
      const rows = lists.flatMap((threads, at) => (threads.get(root) ?? []).map((message) => rowOf(message, at)))
      this.#show(
        root,
        inOrder(rows).filter(({ name }) => !hidden.has(name)),
      )
    }
  }

  #show(root: string, rows: readonly MessageRow[]): void {
    const before = this.#rows.peek(root) ?? none
    if (rows.length === 0) this.#rows.delete(root)
    else if (rows.length !== before.length || rows.some((row, at) => row !== before[at])) this.#rows.set(root, rows)
  }
}

const allRoots = (lists: readonly Lists[]): Set<string> => new Set(lists.flatMap((threads) => [...threads.keys()]))

/** A thread has not changed where its list is still the same. */
const changedRoots = (before: readonly Lists[], after: readonly Lists[]): Set<string> => {
  const gone = before.filter((lists) => !after.includes(lists))
  const come = after.filter((lists) => !before.includes(lists))
  const roots = new Set<string>()
  const compare = (some: readonly Lists[], others: readonly Lists[]) => {
    for (const lists of some)
      for (const [root, list] of lists) if (!others.some((other) => other.get(root) === list)) roots.add(root)
  }
  compare(gone, come)
  compare(come, gone)
  return roots
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one))

/** After a restored backup a record may be in two segments. */
const inOrder = (rows: MessageRow[]): readonly MessageRow[] =>
  rows.sort(comparePositions).filter(({ name }, at) => rows[at - 1]?.name !== name)

/**
 * The rows of the timeline while threads are folded: all but the replies. If the root is not among the rows, the first
 * reply stays in its place, and the line of the thread is drawn there.
 */
export const foldThreads = (rows: readonly MessageRow[], isShown: (root: string) => boolean): readonly MessageRow[] => {
  const seen = new Set<string>()
  const stays = ({ thread }: MessageRow): boolean => {
    if (thread === null) return true
    if (seen.has(thread.name)) return false
    seen.add(thread.name)
    return !isShown(thread.name)
  }
  const shown = rows.filter(stays)
  return shown.length === rows.length ? rows : shown
}
