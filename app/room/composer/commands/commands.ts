import type { RoomView } from '../../model/RoomView.ts'

/** In the order in which they are offered. */
export const commandNames = ['me', 'shrug', 'code', 'poll', 'remind', 'topic', 'invite', 'status', 'leave'] as const
export type CommandName = (typeof commandNames)[number]

/** What a text comes to when it is sent. */
export type Meaning =
  | { name: 'text'; text: string }
  | { name: 'command'; command: CommandName; words: string }
  | { name: 'unknown'; word: string }

const begun = /^(\/\/?)([a-z][a-z-]*)(?=\s|$)/i

/**
 * A text that begins with a slash and one word is a command. With a second slash it is text without the first one. A
 * path such as `/etc/hosts` is text.
 */
export const meaningOf = (text: string): Meaning => {
  const [found, slashes, word = ''] = begun.exec(text) ?? []
  if (found === undefined) return { name: 'text', text }
  if (slashes === '//') return { name: 'text', text: text.slice(1) }
  const command = commandNames.find((name) => name === word.toLowerCase())
  return command === undefined
    ? { name: 'unknown', word: found }
    : { name: 'command', command, words: text.slice(found.length).trim() }
}

/** The commands that this person can use in this room. */
export const commandsIn = (room: Pick<RoomView, 'kind' | 'may' | 'judge'>): readonly CommandName[] =>
  commandNames.filter((name) => {
    switch (name) {
      case 'topic':
        return room.kind() === 'room' && room.may('change')
      case 'invite':
        return room.kind() === 'room' && room.may('invite')
      case 'leave':
        return room.kind() === 'room' && (room.may('leave') || room.judge('leave') === 'owner-must-hand-over')
      default:
        return true
    }
  })
