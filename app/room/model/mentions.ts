import type { Node } from '../../../shared/markdown/node.ts'
import { mostCalledByMembers } from '../../../shared/room/record-rules.ts'
import { can } from '../../../shared/room/roles.ts'
import { parse } from './markdown.ts'
import type { RoomView } from './RoomView.ts'

/** Whom a text mentions: user ids in the order of the text, and whether it mentions everybody in the room. */
export interface Mentions {
  users: string[]
  everyone: boolean
}

/** No message mentions more people by name. */
const mostMentioned = 50

const name = /(?<![\p{L}\p{M}\p{N}_@/.-])@([A-Za-z0-9][A-Za-z0-9._-]*)/gu

/** `members` are those of the room: nobody else is mentioned. Names in code and in links mention nobody. */
export const mentionsIn = (text: string, members: readonly { user: string; username: string }[]): Mentions => {
  if (!text.includes('@')) return { users: [], everyone: false }
  const known = new Map(members.map(({ user, username }) => [username.toLowerCase(), user]))
  const words = wordsIn(parse(text, false)).flatMap((words) =>
    [...words.matchAll(name)].map(([, word = '']) => word.toLowerCase()),
  )
  const isKnown = (word: string) => word === everyone || known.has(word)
  const named = new Set(words.map((word) => beginningOf(word, isKnown)))
  const users = [...named].flatMap((word) => (word === null || word === everyone ? [] : (known.get(word) ?? [])))
  return { users: users.slice(0, mostMentioned), everyone: named.has(everyone) }
}

const everyone = 'room'

/** A sentence may go on right after a name, as in `@ann.` or `@ann's`. */
const beginningOf = (word: string, isKnown: (word: string) => boolean): string | null => {
  for (let end = word.length; end > 0; end--) {
    const isWhole = end === word.length || /[._-]/.test(word.charAt(end))
    if (isWhole && isKnown(word.slice(0, end))) return word.slice(0, end)
  }
  return null
}

/** The text in the nodes, without code and links. */
const wordsIn = (nodes: readonly Node[]): string[] =>
  nodes.flatMap((node) => {
    if (node.type === 'text') return [node.text]
    return 'nodes' in node && node.type !== 'link' ? wordsIn(node.nodes) : []
  })

/** Whether this person may mention everybody: in a large room, only moderators may. Two people need no such word. */
export const mayMentionAll = (room: Pick<RoomView, 'kind' | 'members' | 'role'>): boolean =>
  room.kind() === 'room' && (room.members().length <= mostCalledByMembers || can(room.role(), 'moderate'))
