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
import { threadReadTo } from './threadRead.ts'
import { foldThreads, ThreadRows } from './threadRows.ts'

interface Parts {
  id: string
  member: Member | null
  live: Pick<LiveRoom, 'whoIs'>
  /** These are tracked. */
  shown: Accessor<ThreadsShown>
  all: Accessor<readonly MessageView[]>
  find(name: string): MessageView | null
  /** How far the person has read in the room. */
  readTo(): Position | null
  now(): number
}

const facesShown = 3

/** What a person does with threads, and how far they have read in them. */
export const threadsIn = ({ id, member, live, shown, all, find, readTo, now }: Parts) => {
  const rows = new ThreadRows()
  const repliesTo = (root: string): readonly MessageView[] => rows.of(root)
  const me = member?.me.id ?? null
  const markOf = (root: string): ReadMark | null => member?.threadMarks.of(threadKey(id, root)) ?? null
  const isMentioned = ({ own, mentions }: MessageView): boolean => !own && me !== null && mentions.includes(me)
  const isOwnRoot = (root: string): boolean => find(root)?.own ?? (me !== null && authorOf(root, live.whoIs) === me)

  const readToIn = (root: string): Position | null => {
    const replies = repliesTo(root)
    return threadReadTo({
      mark: markOf(root),
      own: replies.findLast(({ own }) => own) ?? null,
      root: isOwnRoot(root) ? (find(root) ?? { time: 0, name: '' }) : null,
      mention: replies.find(isMentioned) ?? null,
      room: readTo(),
      inTimeline: shown() === 'timeline',
    })
  }
  const unreadIn = (root: string): number => {
    const from = readToIn(root)
    if (from === null) return 0
    return repliesTo(root).filter((reply) => !reply.own && !reply.blocked && comparePositions(reply, from) > 0).length
  }
  const summaryOf = (root: string): RepliesView | null => {
    const rows = repliesTo(root)
    const last = rows.at(-1)
    if (!last) return null
    return { count: rows.length, unread: unreadIn(root), last: last.time, authors: lastAuthors(rows) }
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
  const view: Omit<RoomThreads, 'threadsShown' | 'all' | 'find' | 'rootOf' | 'repliesTo' | 'keepOlder'> = {
    summaryOf,
    threadReadTo: readToIn,
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
      const replies = repliesTo(root)
      const decided = member?.follows.of(id, root) ?? null
      return decided ?? (isOwnRoot(root) || replies.some((reply) => reply.own || isMentioned(reply)))
    },
    follow: (root, on) => {
      const last = repliesTo(root).at(-1)
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

const lastAuthors = (rows: readonly MessageView[]): RepliesView['authors'] => {
  const authors = new Map<string, MessageView>()
  for (let at = rows.length - 1; at >= 0 && authors.size < facesShown; at--) {
    const row = rows[at] as MessageView
    const who = row.user ?? row.author
    if (!row.blocked && !authors.has(who)) authors.set(who, row)
  }
  return [...authors.values()]
}
