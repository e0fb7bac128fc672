import { type Accessor, untrack } from 'solid-js'
import { comparePositions, parseRecordName } from '../../../shared/record/name.ts'
import type { WhoIs } from '../../../shared/room/message.ts'
import type { ReadMark } from '../../../shared/room/read-mark.ts'
import type { ThreadsShown } from '../../../shared/room/roster.ts'
import type { Position } from '../../base/position.ts'
import { threadKey } from '../../own/follows.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { MessageView, RepliesView, RoomThreads } from './RoomView.ts'
import { handMark, justBefore } from './readUpTo.ts'
import type { Member } from './roomParts.ts'
import type { PlacedPart } from './threadParts.ts'
import { threadReadTo } from './threadRead.ts'
import { foldThreads, ThreadRows } from './threadRows.ts'
import { countIn, facesIn, lastIn, mentionIn, ownIn, unreadIn, type WholeThread } from './wholeThread.ts'

interface Parts {
  id: string
  member: Member | null
  live: Pick<LiveRoom, 'whoIs' | 'roster'>
  /** These are tracked. */
  shown: Accessor<ThreadsShown>
  all: Accessor<readonly MessageView[]>
  find(name: string): MessageView | null
  /** What is kept of the replies that are not in memory. */
  kept(root: string): readonly PlacedPart[]
  /** How far the person has read in the room. */
  readTo(): Position | null
  now(): number
}

/** What a person does with threads, and how far they have read in them. */
export const threadsIn = ({ id, member, live, shown, all, find, kept, readTo, now }: Parts) => {
  const rows = new ThreadRows()
  const repliesTo = (root: string): readonly MessageView[] => rows.of(root)
  const wholeOf = (root: string): WholeThread => ({ replies: repliesTo(root), kept: kept(root) })
  const isBlocked = (user: string) => member?.isBlocked(user) ?? false
  const me = member?.me.id ?? null
  const markOf = (root: string): ReadMark | null => member?.threadMarks.of(threadKey(id, root)) ?? null
  const isMentioned = ({ own, mentions }: MessageView): boolean => !own && me !== null && mentions.includes(me)
  const isOwnRoot = (root: string): boolean => find(root)?.own ?? (me !== null && authorOf(root, live.whoIs) === me)

  const readToIn = (root: string, whole = wholeOf(root)): Position | null =>
    threadReadTo({
      mark: markOf(root),
      own: ownIn(whole),
      root: isOwnRoot(root) ? (find(root) ?? { time: 0, name: '' }) : null,
      mention: mentionIn(whole, isMentioned),
      room: readTo(),
      inTimeline: shown() === 'timeline',
    })
  const summaryOf = (root: string): RepliesView | null => {
    const whole = wholeOf(root)
    const last = lastIn(whole)
    if (!last) return null
    const from = readToIn(root, whole)
    return {
      count: countIn(whole),
      unread: from === null ? 0 : unreadIn(whole, from),
      last: last.time,
      authors: facesIn(whole, { live, isBlocked }),
    }
  }

  /** A reply that is folded away is read in its thread. */
  const isReadInThread = (message: MessageView): boolean => {
    const { thread } = message
    const mark = thread && shown() === 'folded' ? markOf(thread.name) : null
    return mark !== null && comparePositions(message, mark) <= 0
  }
  /** Moves the mark of the room over what follows it and is read, or is the person's own. */
  const readOn = () => {
    const mark = member?.readMarks.of(id)
    if (!mark) return
    const messages = all()
    let at = messages.length
    while (at > 0 && comparePositions(messages[at - 1] as MessageView, mark) > 0) at--
    const isRead = (message: MessageView) => message.own || message.blocked || isReadInThread(message)
    let last: MessageView | null = null
    for (let next = messages[at]; next && isRead(next); next = messages[++at]) last = next
    if (last) member?.readMarks.mark(id, last)
  }
  const mark = (root: string, upTo: Position) => {
    member?.threadMarks.mark(threadKey(id, root), upTo)
    untrack(readOn)
  }
  const view: Omit<RoomThreads, 'threadsShown' | 'all' | 'find' | 'rootOf' | 'repliesTo' | 'hold'> = {
    summaryOf,
    threadReadTo: (root) => readToIn(root),
    markThreadRead: mark,
    markThreadUnread: (root, from) => {
      const replies = repliesTo(root)
      const before = replies[replies.findIndex(({ name }) => name === from.name) - 1]
      member?.threadMarks.markUnread(
        threadKey(id, root),
        before ?? justBefore(from),
        Math.max(now(), replies.at(-1)?.time ?? 0),
      )
    },
    threadMarkedUnread: (root) => handMark(markOf(root)),
    follows: (root) => {
      const decided = member?.follows.of(id, root) ?? null
      const whole = wholeOf(root)
      return decided ?? (isOwnRoot(root) || ownIn(whole) !== null || mentionIn(whole, isMentioned) !== null)
    },
    follow: (root, on) => {
      const last = lastIn(wholeOf(root))
      // What is there already is not news to somebody who begins to follow.
      if (on && last && markOf(root) === null) mark(root, last)
      member?.follows.set(id, root, on)
    },
  }
  return { view, rows, fold: foldThreads, readOn: () => untrack(readOn) }
}

/** By the device in the name, so that the message itself need not be here. */
export const authorOf = (name: string, whoIs: WhoIs): string | null =>
  whoIs(parseRecordName(name)?.device ?? '')?.user ?? null
