import { cutTo } from '../../../shared/graphemes.ts'
import type { Message } from '../../../shared/room/message.ts'
import { seenOr } from '../../../shared/visible.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import { said } from '../../room/model/markdown.ts'
import { t as common } from '../../words/common.ts'
import type { PersonSummary } from './LobbyView.ts'
import type { KeptSummary } from './summaries.ts'
import type { Reader } from './unread/countLive.ts'
import { type RoomCount, sumOf } from './unread/roomCount.ts'

/** The longest text that a line of the list can show. */
const previewLength = 200

/** A room's line in the list, computed from what this device has of the room. */
export const summarize = (before: KeptSummary, live: LiveRoom, me: Listener, counted: RoomCount): KeptSummary => {
  if (!live.isKnown) return before
  const { name, kind, visibility, topic, picture, archived } = live.roster
  const there = [...live.roster.members].filter(([, { role }]) => role !== null)
  return {
    ...before,
    name,
    kind,
    visibility,
    topic,
    picture,
    archived: archived !== null,
    members: there.length,
    people: kind === 'direct' ? othersIn(live, me.user) : [],
    last: lastOf(before, live, me),
    silent: isSilent(before, live),
    counted,
    ...sumOf(counted),
  }
}

/** The person for whom the line is drawn. */
type Listener = Pick<Reader, 'user' | 'isBlocked'>

const othersIn = ({ roster }: LiveRoom, me: string): PersonSummary[] =>
  [...roster.members].flatMap(([user, { name, username, picture = null }]) =>
    user === me ? [] : [{ user, name, username, picture }],
  )

const isOwn = ({ imported, user }: Message, me: Listener): boolean => imported === null && user === me.user

const isHeard = ({ imported, user }: Message, { isBlocked }: Listener): boolean => imported !== null || !isBlocked(user)

/** The stored preview is valid only until its segment has been read, because the message may be erased there. */
const lastOf = (before: KeptSummary, live: LiveRoom, me: Listener): KeptSummary['last'] => {
  const { segment, message } = newestHeard(live, me)
  if (!message) return before.last && before.last.segment < segment ? before.last : null
  const author = message.imported?.who ?? live.roster.members.get(message.user)?.name ?? ''
  return {
    author,
    user: message.imported ? null : message.user,
    segment,
    text: seenOr(cutTo(wordsOf(message), previewLength), common('unseen.message')),
    time: message.time,
    own: isOwn(message, me),
  }
}

const wordsOf = ({ text, imported, poll }: Message): string =>
  said({ text, imported: imported !== null, poll: poll && { options: poll.options.map((text) => ({ text })) } })

/**
 * The newest message that is not from a blocked user, and its segment. If there is none, the oldest segment that was
 * read.
 */
const newestHeard = (live: LiveRoom, me: Listener): { segment: number; message: Message | null } => {
  let segment = Number.POSITIVE_INFINITY
  for (const one of live.recent) {
    if (!one.document.hasLoaded) break
    segment = one.number
    const message = one.messages(live.whoIs).findLast((message) => isHeard(message, me))
    if (message) return { segment, message }
  }
  return { segment, message: null }
}

/**
 * True if the last message may be in an older segment than those loaded: the newest has only begun, or all of it was
 * erased.
 */
export const liesFurtherBack = (live: LiveRoom, me: Listener): boolean => newestHeard(live, me).message === null

/** Whether the room never had a message. Others may have written, so only the relay's copy can confirm it. */
const isSilent = ({ silent, listed }: KeptSummary, { head, roster, whoIs }: LiveRoom): boolean =>
  head !== null &&
  head.messages(whoIs).length === 0 &&
  [...roster.segments.keys()].every((number) => number === head.number) &&
  (silent || !listed || head.document.state().name === 'synced')
