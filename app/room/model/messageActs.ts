import type { Kind } from '../../../shared/record/kinds.ts'
import type { Message } from '../../../shared/room/message.ts'
import { termsAt } from '../../../shared/room/poll.ts'
import { judgeRecord } from '../../../shared/room/record-rules.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import { sameValue } from '../../../shared/same-value.ts'
import { isVisible } from '../../../shared/visible.ts'
import { newestIn } from '../../segments/newestIn.ts'
import type { Segment } from '../../segments/segment.ts'
import { cleanText } from './cleanText.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { Said } from './mentions.ts'
import { fitsOneMessage } from './messageLength.ts'
import type { MessageRow } from './messageRow.ts'
import { standingIn } from './people.ts'
import type { MessageActs, MessageView, RoomView } from './RoomView.ts'
import type { Member } from './roomParts.ts'

/** The text of an edit has to fit in one message. */
export class TooLongToEdit extends Error {
  constructor() {
    super('the text does not fit in one message')
    this.name = 'TooLongToEdit'
  }
}

/** What a person may do with a message, by what this device knows about the room. */
export const actsOn = (
  roster: Roster,
  me: string | null,
  { user, imported, poll }: Message,
  now: number,
): MessageActs => {
  const may = (kind: Exclude<Kind, 'set' | 'import'>): boolean =>
    me !== null &&
    judgeRecord({
      kind,
      author: me,
      standing: standingIn(roster, me),
      ownRoom: false,
      archived: roster.archived !== null,
      blocked: false,
      called: 0,
      target: { author: user, kind: imported ? 'import' : 'post', erased: false, poll: poll && termsAt(poll, now) },
    }) === null
  return {
    reply: may('post'),
    react: may('react'),
    edit: may('edit'),
    erase: may('erase'),
    pin: may('pin'),
    vote: may('vote'),
    close: may('close'),
    // In another room. Anybody who has rooms of their own can repeat there what they read here.
    forward: me !== null,
  }
}

interface Parts {
  id: string
  member: Member | null
  live: LiveRoom
  segments(): readonly Segment[]
  /** The message as it is now. */
  find(name: string): MessageRow | null
  /** Adds whom its text mentions. */
  mentioning(body: Said): Promise<Said>
}

type Acts = Pick<
  RoomView,
  'edit' | 'react' | 'pin' | 'vote' | 'closePoll' | 'dismissVote' | 'tick' | 'erase' | 'undoErase' | 'takeBack'
>

/** Does what a person can do with one message. Each act is one record in the message's segment. */
export const messageActs = ({ id, member, live, segments, find, mentioning }: Parts): Acts => {
  const signedIn = (): Member => {
    if (!member) throw new Error('nobody is signed in')
    return member
  }
  const now = (message: MessageView): MessageView => find(message.name) ?? message
  const write = async ({ name, segment }: MessageView, body: Parameters<Member['write']>[1]): Promise<void> => {
    const where = { room: id, segment, newest: newestIn(live.roster, segments()) }
    await signedIn().write(where, body, name)
  }
  const dismissVote = async ({ name }: MessageView): Promise<void> => {
    const { book } = signedIn()
    for (const refused of book.notSent())
      if (refused.vote === name && refused.room === id) await book.discard(refused.id)
  }
  const edit = async (message: MessageView, text: string): Promise<void> => {
    const whole = cleanText(text)
    if (!fitsOneMessage(whole)) throw new TooLongToEdit()
    if (!isVisible(whole) || whole === now(message).text) return
    await write(message, await mentioning({ kind: 'edit', text: whole }))
  }
  return {
    edit,
    tick: async (message, at, done) => {
      const { text } = now(message)
      // The message may have been edited since it was drawn, so that there is no box in this place.
      if (/^\[[ xX]\]$/.test(text.slice(at - 1, at + 2)))
        await edit(message, `${text.slice(0, at)}${done ? 'x' : ' '}${text.slice(at + 1)}`)
    },
    react: async (message, emoji, on) => {
      const isOn = now(message).reactions.some((reaction) => reaction.emoji === emoji && reaction.own)
      if (isOn !== on) await write(message, { kind: 'react', emoji, on })
    },
    pin: async (message, on) => {
      if ((now(message).pinned !== null) !== on) await write(message, { kind: 'pin', on })
    },
    vote: async (message, choices) => {
      const own = now(message).poll?.options.flatMap(({ own }, at) => (own ? [at] : [])) ?? []
      await dismissVote(message)
      if (!sameValue(own, choices)) await write(message, { kind: 'vote', choices: [...choices] })
    },
    closePoll: (message) => write(message, { kind: 'close' }),
    dismissVote,
    erase: ({ segment, name, time }) => signedIn().erasing.begin({ room: id, segment, name, time }),
    takeBack: async (names) => {
      for (const message of names.map(find)) if (message) await write(message, { kind: 'erase', time: message.time })
    },
    undoErase: ({ name }) => signedIn().erasing.undo(id, name),
  }
}
