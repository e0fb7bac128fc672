import type { ReadMarks } from '../../own/readMarks.ts'
import { justBefore } from '../../room/model/readUpTo.ts'
import { later } from '../../room/model/threadRead.ts'
import type { LobbyView } from './LobbyView.ts'
import type { Summaries } from './summaries.ts'
import { lastLate, lastUnread } from './unread/roomCount.ts'

/** Marks whole rooms as read or unread, whether they are open or not. */
export const markingWith = ({
  summaries,
  readMarks,
  now,
}: {
  summaries: Pick<Summaries, 'all' | 'find'>
  readMarks: Pick<ReadMarks, 'of' | 'mark' | 'markUnread'>
  now(): number
}): Pick<LobbyView, 'markRead' | 'markAllRead' | 'markUnread'> => {
  const markRead = (room: string) => {
    const summary = summaries.find(room)
    if (!summary || summary.unread === 0) return
    const upTo = later(lastUnread(summary.counted), readMarks.of(room))
    if (upTo) readMarks.mark(room, upTo, lastLate(summary.counted) || undefined)
  }
  return {
    markRead,
    markAllRead: () => {
      for (const { id } of summaries.all()) markRead(id)
    },
    markUnread: (room) => {
      const last = summaries.find(room)?.last
      if (last) readMarks.markUnread(room, justBefore({ time: last.time, name: '' }), Math.max(now(), last.time))
    },
  }
}
