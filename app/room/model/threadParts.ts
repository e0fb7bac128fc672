import { cutTo } from '../../../shared/graphemes.ts'
import type { Message, WhoIs } from '../../../shared/room/message.ts'
import { seenOr } from '../../../shared/visible.ts'
import type { Position } from '../../base/position.ts'
import type { Segment } from '../../segments/segment.ts'
import { t as common } from '../../words/common.ts'
import { inWords } from './markdown.ts'

/** What one segment has of one thread. */
export interface ThreadPart {
  /** The segment of the root, as a reply says it. */
  rootSegment: number | null
  /** The root as it is now, if it is in this segment. */
  root: RootWords | null
  count: number
  /** The last replies of others that this person hears, oldest first. */
  others: readonly Position[]
  /** The last reply of this person, and the first of others that mentions them. */
  own: Position | null
  mention: Position | null
  last: (SaidInThread & Position) | null
  /** The last authors of replies that this person hears, each once, the latest first. Older versions did not keep them. */
  authors?: readonly AuthorInThread[]
}
/** `number`: of the segment. */
export interface PlacedPart extends ThreadPart {
  number: number
}
interface WhoInThread {
  /** User id; null for an imported message. */
  user: string | null
  author: string
}
export interface SaidInThread extends WhoInThread {
  text: string
}
/** The position is that of their last reply. */
export interface AuthorInThread extends WhoInThread, Position {}
export type RootWords = SaidInThread | 'erased'

/** More unread replies than this are not counted. */
const othersKept = 100
const wordsKept = 200
const facesShown = 3

/** The person whose threads these are, and the names of all others. */
export interface ThreadReader {
  user: string
  isBlocked(user: string): boolean
  nameOf(user: string): string
}

/** Null: the segment has nothing of the thread. */
export const threadPart = (
  root: string,
  segment: Pick<Segment, 'folding'>,
  whoIs: WhoIs,
  me: ThreadReader,
): ThreadPart | null => {
  const folding = segment.folding(whoIs)
  const replies = folding.threads().get(root) ?? []
  const message = folding.message(root)
  const words = message ? saidIn(message, me) : folding.erasure(root) ? 'erased' : null
  if (replies.length === 0 && words === null) return null
  const isOwn = ({ imported, user }: Message) => imported === null && user === me.user
  const shown = replies.filter(({ imported, user }) => imported !== null || !me.isBlocked(user))
  const heard = shown.filter((reply) => !isOwn(reply))
  const last = shown.at(-1)
  return {
    rootSegment: replies.find(({ thread }) => thread?.segment != null)?.thread?.segment ?? null,
    root: words,
    count: replies.length,
    others: heard.slice(-othersKept).map(placeOf),
    own: placeOrNull(replies.findLast(isOwn)),
    mention: placeOrNull(heard.find(({ mentions }) => mentions.includes(me.user))),
    last: last ? { ...saidIn(last, me), ...placeOf(last) } : null,
    authors: lastAuthors(shown, whoOf).map((reply) => ({ ...whoIn(reply, me), ...placeOf(reply) })),
  }
}

/** The last reply of each of the last authors, the latest first. `replies`: oldest first. */
export const lastAuthors = <R>(replies: readonly R[], whoOf: (reply: R) => string): R[] => {
  const authors = new Map<string, R>()
  for (let at = replies.length - 1; at >= 0 && authors.size < facesShown; at--) {
    const reply = replies[at] as R
    if (!authors.has(whoOf(reply))) authors.set(whoOf(reply), reply)
  }
  return [...authors.values()]
}

const whoOf = ({ imported, user }: Message): string => imported?.who ?? user

const whoIn = ({ imported, user }: Message, { nameOf }: ThreadReader): WhoInThread => ({
  user: imported ? null : user,
  author: imported?.who ?? nameOf(user),
})

const saidIn = (message: Message, me: ThreadReader): SaidInThread => ({
  ...whoIn(message, me),
  text: seenOr(cutTo(inWords(message.text, message.imported !== null), wordsKept), common('unseen.message')),
})

const placeOf = ({ time, name }: Message): Position => ({ time, name })

const placeOrNull = (message: Message | undefined): Position | null => (message ? placeOf(message) : null)
