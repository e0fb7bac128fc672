import { cutTo } from '../../../shared/graphemes.ts'
import type { ForwardBody } from '../../../shared/record/kinds.ts'
import { limits } from '../../../shared/record/limits.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import { seenOr } from '../../../shared/visible.ts'
import { t } from '../../words/message.ts'
import { wordsWithPoll } from './pollView.ts'
import { postParts } from './postParts.ts'
import type { MessageView } from './RoomView.ts'
import type { Member } from './roomParts.ts'

interface Forwarded {
  messages: readonly MessageView[]
  rooms: readonly string[]
  /** Posted before them, if anything in it is visible. */
  comment: string
}

/** Posts the words of messages in other rooms of this person, which need not be open. Works offline. */
export const forwardTo = async (
  member: Member | null,
  from: Pick<Roster, 'kind'> & { id: string },
  { messages, rooms, comment }: Forwarded,
): Promise<void> => {
  if (!member) throw new Error('nobody is signed in')
  for (const room of rooms) {
    const segment = await member.ends.headOf(room)
    const where = { room, segment, newest: await member.ends.newestSent(room, segment) }
    await postParts(comment, (text) => member.write(where, { kind: 'post', text }))
    for (const message of messages) {
      const forward = forwardOf(message, from)
      await postParts(wordsWithPoll(message), (text) => member.write(where, { kind: 'post', text, forward }))
    }
  }
}

/**
 * Where its words are from. What was forwarded before keeps its first author. The id of a conversation would tell who is
 * in it, so it is left out.
 */
export const forwardOf = (
  { author, forward, name, segment }: MessageView,
  { kind, id }: Pick<Roster, 'kind'> & { id: string },
): Readonly<ForwardBody> => {
  if (forward) return forward
  const who = seenOr(cutTo(author, limits.whoLength), t('someone'))
  return kind === 'direct' ? { who } : { who, room: id, name, segment }
}
