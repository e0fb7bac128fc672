import { comparePositions } from '../../shared/record/name.ts'
import type { LiveRoom } from '../room/liveRoom.ts'
import { readUpTo } from '../room/readUpTo.ts'
import type { Position } from '../room/view.ts'
import type { KeptSummary } from './summaries.ts'

/** The longest text that a line of the list can show. */
const previewLength = 200

/** A room's line in the list, from what this device has of it. */
export const summarize = (before: KeptSummary, live: LiveRoom, me: string, read: Position | null): KeptSummary => {
  if (!live.isKnown) return before
  const { name, visibility, topic } = live.roster
  return {
    ...before,
    name,
    visibility,
    topic,
    last: lastOf(live, me) ?? before.last,
    unread: unreadIn(live, me, readUpTo(live, me, read ?? joined(before))),
  }
}

const joined = ({ joined }: KeptSummary): Position => ({ time: joined, name: '' })

const lastOf = (live: LiveRoom, me: string): KeptSummary['last'] => {
  const message = live.head?.messages(live.whoIs).at(-1)
  if (!message) return null
  const author = message.imported?.who ?? live.roster.members.get(message.user)?.name ?? ''
  const own = !message.imported && message.user === me
  return { author, text: message.text.slice(0, previewLength), time: message.time, own }
}

/**
 * Others' messages after a position: counted in the newest segment, taken from the roster's index for older ones. Of the
 * segment in which reading stopped it is known only that there is more.
 */
const unreadIn = (live: LiveRoom, me: string, read: Position): number => {
  let unread = 0
  for (const message of live.head?.messages(live.whoIs) ?? [])
    if (comparePositions(message, read) > 0 && (message.imported || message.user !== me)) unread++
  for (const [number, [from, to, count]] of live.roster.segments)
    if (to > read.time && number !== live.head?.number) unread += from > read.time ? count : 1
  return unread
}
