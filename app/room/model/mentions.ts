import type { Node } from '../../../shared/markdown/node.ts'
import { type Body, writeBody } from '../../../shared/record/kinds.ts'
import { limits } from '../../../shared/record/limits.ts'
import { mostCalledByMembers } from '../../../shared/room/record-rules.ts'
import { can } from '../../../shared/room/roles.ts'
import { parse } from './markdown.ts'
import type { RoomView } from './RoomView.ts'

/** Whom a text mentions: user ids in the order of the text, and whether it mentions everybody in the room. */
export interface Mentions {
  users: string[]
  everyone: boolean
}

/** Somebody who can be mentioned. */
export interface Named {
  user: string
  username: string
}

/** What has a text that mentions people. */
export type Said = Extract<Body, { kind: 'post' | 'edit' }>

/** No message mentions more people by name. */
const mostMentioned = 50
/** Of one user id in the JSON of a body, with its quotes and comma; and of the key. */
const [idBytes, keyBytes] = [25, 16]

/** A name in a text that is neither code nor the text of a link. */
export const nameInText = /(?<![\p{L}\p{M}\p{N}_@/.-])@([A-Za-z0-9][A-Za-z0-9._-]*)/gu

/** `members` are those of the room: nobody else is mentioned. Names in code and in links mention nobody. */
export const mentionsIn = (text: string, members: readonly Named[]): Mentions => {
  const known = byUsername(members)
  const isKnown = (word: string) => word === everyone || known.has(word)
  const named = new Set(namesIn(text).map((word) => beginningOf(word, isKnown)))
  const users = [...named].flatMap((word) => (word === null || word === everyone ? [] : (known.get(word)?.user ?? [])))
  return { users: users.slice(0, mostMentioned), everyone: named.has(everyone) }
}

/** Those of `people` whom a text names and who are not members, so that nobody is told. */
export const namedOutside = <T extends Named>(text: string, members: readonly Named[], people: readonly T[]): T[] => {
  const [inside, outside] = [byUsername(members), byUsername(people)]
  const isKnown = (word: string) => word === everyone || inside.has(word) || outside.has(word)
  const named = new Set(namesIn(text).map((word) => beginningOf(word, isKnown)))
  return [...named].flatMap((word) =>
    word === null || word === everyone || inside.has(word) ? [] : (outside.get(word) ?? []),
  )
}

/**
 * The users whom the names in a text mean, by the name as it is written, in lower case. Only who is mentioned in the
 * record counts, so a name alone means nobody. Those who have another username by now are told by the order of the names,
 * if that leaves no doubt. `mentioned` is in the order of the text.
 */
export const usersNamedIn = (
  text: string,
  imported: boolean,
  mentioned: readonly Named[],
): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  if (mentioned.length === 0) return found
  const known = byUsername(mentioned)
  const strange = new Set<string>()
  for (const word of namesIn(text, imported)) {
    const name = beginningOf(word, (word) => known.has(word))
    const user = name === null ? undefined : known.get(name)?.user
    if (name !== null && user !== undefined) found.set(name, user)
    else if (beginningOf(word, (word) => word === everyone) === null) strange.add(word.replace(/[._-]+$/, ''))
  }
  const named = new Set(found.values())
  const left = mentioned.filter(({ user }) => !named.has(user))
  if (left.length === strange.size)
    for (const [at, word] of [...strange].entries()) found.set(word, left[at]?.user ?? '')
  return found
}

/** Adds whom its text mentions to a record. */
export const withMentions = (body: Said, members: readonly Named[], mayMentionAll: boolean): Said => {
  const { users, everyone } = mentionsIn(body.text, members)
  const fitting = Math.floor((limits.bodyBytes - writeBody(body).length - keyBytes - keyBytes) / idBytes)
  return {
    ...body,
    ...(users.length > 0 && fitting > 0 && { mentions: users.slice(0, fitting) }),
    ...(everyone && mayMentionAll && body.kind === 'post' && { everyone: true }),
  }
}

const everyone = 'room'

const byUsername = <T extends Named>(people: readonly T[]): ReadonlyMap<string, T> =>
  new Map(people.map((one) => [one.username.toLowerCase(), one]))

/** The names as they are written, in lower case. What follows a name may be part of it, as in `@ann.`. */
const namesIn = (text: string, imported = false): string[] => {
  if (!text.includes('@')) return []
  return wordsIn(parse(text, imported)).flatMap((words) =>
    [...words.matchAll(nameInText)].map(([, word = '']) => word.toLowerCase()),
  )
}

/** A sentence may go on right after a name, as in `@ann.` or `@ann's`. */
export const beginningOf = (word: string, isKnown: (word: string) => boolean): string | null => {
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
