import { searchEmojis } from '../../emoji/search.ts'
import type { Emoji } from '../../emoji/table.ts'
import { type Tone, withTone } from '../../emoji/tone.ts'
import type { RoomSummary } from '../../lobby/model/LobbyView.ts'
import { folded } from '../../ui/text/search.ts'
import type { MemberView } from '../model/RoomView.ts'
import type { CommandName } from './commands/commands.ts'
import type { Token } from './token.ts'

/** Something that a token may become. */
export type Completion =
  | { kind: 'emoji'; emoji: string; code: string }
  | { kind: 'person'; person: MemberView }
  | { kind: 'everyone' }
  | { kind: 'room'; room: RoomSummary }
  | { kind: 'command'; command: CommandName }

export interface Known {
  members: readonly MemberView[]
  /** Whether this person may mention everybody in the room. */
  mayMentionAll: boolean
  /** Most recent first. */
  rooms: readonly RoomSummary[]
  commands: readonly CommandName[]
  emojis: readonly Emoji[]
  tone: Tone
}

const shown = 8

/** Best first. */
export const completionsFor = ({ sign, word }: Token, known: Known): Completion[] => {
  switch (sign) {
    case ':':
      return emojisFor(word, known).slice(0, shown)
    case '@':
      return peopleFor(word, known).slice(0, shown)
    case '#':
      return roomsFor(word, known).slice(0, shown)
    case '/':
      return known.commands
        .filter((command) => command.startsWith(word.toLowerCase()))
        .map((command) => ({ kind: 'command', command }))
  }
}

export const keyOf = (completion: Completion): string => {
  switch (completion.kind) {
    case 'emoji':
      return completion.code
    case 'person':
      return completion.person.user
    case 'room':
      return completion.room.id
    case 'everyone':
      return completion.kind
    case 'command':
      return completion.command
  }
}

/** What stands in the message in the end. */
export const textOf = (completion: Completion): string => {
  switch (completion.kind) {
    case 'emoji':
      return completion.emoji
    case 'person':
      return `@${completion.person.username}`
    case 'room':
      return `#${completion.room.name}`
    case 'everyone':
      return '@room'
    case 'command':
      return `/${completion.command}`
  }
}

const emojisFor = (word: string, { emojis, tone }: Known): Completion[] =>
  searchEmojis(emojis, word).map(({ emoji, codes, hasTones }) => ({
    kind: 'emoji',
    emoji: hasTones ? withTone(emoji, tone) : emoji,
    code: codes.find((code) => code.startsWith(word.toLowerCase())) ?? codes[0] ?? '',
  }))

const peopleFor = (word: string, { members, mayMentionAll }: Known): Completion[] => {
  const others = members.filter(({ you }) => !you)
  const people = best(others, word, ({ name, username }) => [name, username])
  const isAsked = mayMentionAll && 'room'.startsWith(folded(word))
  return [
    ...people.slice(0, isAsked ? shown - 1 : shown).map((person): Completion => ({ kind: 'person', person })),
    ...(isAsked ? [{ kind: 'everyone' } as const] : []),
  ]
}

const roomsFor = (word: string, { rooms }: Known): Completion[] => {
  const named = rooms.filter(({ kind, archived }) => kind === 'room' && !archived)
  return best(named, word, ({ name }) => [name]).map((room) => ({ kind: 'room', room }))
}

/** Those with a name that starts with the word, then those with a later word that does. Equal ones keep their order. */
const best = <T>(all: readonly T[], word: string, namesOf: (one: T) => readonly string[]): T[] => {
  const start = folded(word)
  const rankOf = (one: T) => {
    const names = namesOf(one).map(folded)
    if (names.some((name) => name.startsWith(start))) return 0
    return names.some((name) => name.includes(` ${start}`)) ? 1 : 2
  }
  return all
    .map((one) => ({ one, rank: rankOf(one) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
}
