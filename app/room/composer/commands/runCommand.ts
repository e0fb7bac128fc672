import { longestTopic } from '../../../../shared/room/acts.ts'
import { longestStatus, type StatusLine } from '../../../../shared/room/profile.ts'
import { cleanLine } from '../../../../shared/visible.ts'
import type { LobbyView } from '../../../lobby/model/LobbyView.ts'
import { longestNote } from '../../../own/notes.ts'
import type { PeopleView } from '../../../people/model/PeopleView.ts'
import { sayRefused } from '../../../ui/text/sayRefused.ts'
import { t } from '../../../words/commands.ts'
import { addByName } from '../../members/addByName.ts'
import type { RoomView } from '../../model/RoomView.ts'
import { isOnlyEmoji } from '../../timeline/isOnlyEmoji.ts'
import { backticksAround } from '../edit/backticks.ts'
import { type CommandName, commandsIn } from './commands.ts'

/** What commands need of the page. */
export interface Commanded {
  room: Pick<RoomView, 'kind' | 'may' | 'judge' | 'act' | 'topic' | 'members' | 'waiting'>
  lobby: Pick<LobbyView, 'findPerson'>
  people: Pick<PeopleView, 'change'>
  post: (text: string) => Promise<void>
  /** Puts a code block into the field, with the caret in it. */
  startCode: () => void
  /** Opens the dialog that makes a poll. */
  openPoll: (question: string) => void
  /** Asks when to remind of a text. */
  openRemind: (text: string) => void
  open: (dialog: 'invite' | 'status' | 'leave') => void
  say: (text: string) => void
}

/** A command could not do its act. Its text goes back into the field. */
export class NotDone extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'NotDone'
  }
}

/** Why a command failed, in words for the person. */
export const whyNot = (error: unknown): string => (error instanceof NotDone ? error.message : t('failed'))

/** Does what a command says, by the same acts as the buttons. Throws `NotDone` with what to tell the person. */
export const runCommand = async (command: CommandName, words: string, page: Commanded): Promise<void> => {
  if (!commandsIn(page.room).includes(command)) throw new NotDone(t('notHere', `/${command}`))
  await acts[command](words, page)
}

const acts: Record<CommandName, (words: string, page: Commanded) => Promise<void> | void> = {
  me: (words, { post }) => {
    if (words === '') throw new NotDone(t('needsWords.me'))
    return post(`/me ${words}`)
  },
  shrug: (words, { post }) => post(words === '' ? shrug : `${words} ${shrug}`),
  code: (words, { post, startCode }) => (words === '' ? startCode() : post(fenced(words))),
  poll: (words, { openPoll }) => openPoll(words),
  remind,
  topic: setTopic,
  invite: (words, page) => (words === '' ? page.open('invite') : invite(words, page)),
  status: setStatus,
  leave: (_, { open }) => open('leave'),
}

function remind(words: string, { openRemind }: Commanded): void {
  const text = words.trim()
  if (text === '') throw new NotDone(t('needsWords.remind'))
  if (text.length > longestNote) throw new NotDone(t('tooLong', text.length, longestNote))
  openRemind(text)
}

/** Written so that none of its signs is read as a mark. */
const shrug = '¯\\\\\\_(ツ)\\_/¯'

const fenced = (words: string): string => {
  const marks = backticksAround(words, 3)
  return `${marks}\n${words}\n${marks}`
}

async function setTopic(words: string, { room, say }: Commanded): Promise<void> {
  const topic = cleanLine(words)
  if (words === '') return say(room.topic() === '' ? t('noTopic') : t('topicIs', room.topic()))
  if (topic.length > longestTopic) throw new NotDone(t('tooLong', topic.length, longestTopic))
  const refused = await room.act({ do: 'change', topic })
  if (refused) throw new NotDone(sayRefused(refused, 'change', null))
  const waits = room.waiting().some((act) => act.do === 'change' && act.topic === topic)
  say(waits ? t('topicWaits') : t('topicSet'))
}

/** Adds several people one after the other. Those who could not be added are named. */
async function invite(words: string, { room, lobby, say }: Commanded): Promise<void> {
  const said: string[] = []
  for (const name of words.split(/[\s,]+/).filter(Boolean)) {
    const { words: done, wrong } = await addByName(room, lobby, name.replace(/^@/, ''))
    if (wrong) throw new NotDone([...said, t('about', name, done)].join(' '))
    said.push(done)
  }
  say(said.join(' '))
}

async function setStatus(words: string, { people, open, say }: Commanded): Promise<void> {
  if (words === '') return open('status')
  const status = words.toLowerCase() === 'clear' ? null : statusOf(words)
  if (status && status.text.length > longestStatus) throw new NotDone(t('tooLong', status.text.length, longestStatus))
  const refused = await people.change({ status })
  if (refused) throw new NotDone(sayRefused(refused, 'profile', null))
  say(status ? t('statusSet') : t('statusCleared'))
}

/** An emoji in front becomes the picture of the status. */
const statusOf = (words: string): StatusLine => {
  const [first = '', ...rest] = words.split(/\s+/)
  const isPicture = isOnlyEmoji(first) && first.length <= 16
  return {
    emoji: isPicture ? cleanLine(first) : '',
    text: cleanLine(isPicture ? rest.join(' ') : words),
    until: null,
    quiet: false,
  }
}
