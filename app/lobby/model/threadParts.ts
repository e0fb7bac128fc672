import { cutTo } from '../../../shared/graphemes.ts'
import type { Message, WhoIs } from '../../../shared/room/message.ts'
import { seenOr } from '../../../shared/visible.ts'
import type { Position } from '../../base/position.ts'
import { inWords } from '../../room/model/markdown.ts'
import type { Segment } from '../../segments/segment.ts'
import { t as common } from '../../words/common.ts'

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
}
export interface SaidInThread {
  /** User id; null for an imported message. */
  user: string | null
  author: string
  text: string
}
export type RootWords = SaidInThread | 'erased'

/** More unread replies than this are not counted. */
const othersKept = 100
const wordsKept = 200

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
  const heard = replies.filter((reply) => !isOwn(reply) && (reply.imported !== null || !me.isBlocked(reply.user)))
  const last = replies.findLast((reply) => isOwn(reply) || heard.includes(reply))
  return {
    rootSegment: replies.find(({ thread }) => thread?.segment != null)?.thread?.segment ?? null,
    root: words,
    count: replies.length,
    others: heard.slice(-othersKept).map(placeOf),
    own: placeOrNull(replies.findLast(isOwn)),
    mention: placeOrNull(heard.find(({ mentions }) => mentions.includes(me.user))),
    last: last ? { ...saidIn(last, me), ...placeOf(last) } : null,
  }
}

const saidIn = ({ imported, user, text }: Message, { nameOf }: ThreadReader): SaidInThread => ({
  user: imported ? null : user,
  author: imported?.who ?? nameOf(user),
  text: seenOr(cutTo(inWords(text, imported !== null), wordsKept), common('unseen.message')),
})

const placeOf = ({ time, name }: Message): Position => ({ time, name })

const placeOrNull = (message: Message | undefined): Position | null => (message ? placeOf(message) : null)
