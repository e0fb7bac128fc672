import { isId } from '../wire/documents.ts'
import type { Role } from './roles.ts'
import type { Visibility } from './roster.ts'

/** What needs the relay's authority. Sent with an idempotency key, so that doing it twice does it once. */
export type Act =
  | { do: 'make'; room: string; name: string; topic: string; visibility: Visibility }
  | { do: 'join'; room: string }
  | { do: 'leave'; room: string }
  | { do: 'add'; room: string; user: string }
  | { do: 'remove'; room: string; user: string }
  | { do: 'role'; room: string; user: string; role: Exclude<Role, 'owner'> }
  | { do: 'change'; room: string; name?: string; topic?: string; visibility?: Visibility }
  | { do: 'hand-over'; room: string; user: string }

export const longestName = 80
export const longestTopic = 250

/** A room name as people see it: trimmed, inner white space single, no control characters; null if none is left. */
export const cleanRoomName = (text: string): string | null => {
  const name = text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
  return name.length > 0 && name.length <= longestName && !name.startsWith('#') ? name : null
}

/** What two room names must differ in. */
export const roomNameKey = (name: string): string => name.normalize('NFKC').toLowerCase()

type Fields = { readonly [key: string]: unknown }

/** Null for anything that is not exactly an act. */
export const parseAct = (value: unknown): Act | null => {
  if (typeof value !== 'object' || value === null) return null
  const fields = value as Fields
  const parse =
    typeof fields.do === 'string' && Object.hasOwn(parsers, fields.do) ? parsers[fields.do as Act['do']] : null
  return parse && isId(fields.room) ? parse(fields, fields.room) : null
}

const isVisibility = (value: unknown): value is Visibility => value === 'public' || value === 'private'
const isName = (value: unknown): value is string => typeof value === 'string' && cleanRoomName(value) === value
const isTopic = (value: unknown): value is string => typeof value === 'string' && value.length <= longestTopic

const parsers: { [D in Act['do']]: (fields: Fields, room: string) => Act | null } = {
  make: ({ name, topic, visibility }, room) =>
    isName(name) && isTopic(topic) && isVisibility(visibility) ? { do: 'make', room, name, topic, visibility } : null,
  join: (_, room) => ({ do: 'join', room }),
  leave: (_, room) => ({ do: 'leave', room }),
  add: ({ user }, room) => (isId(user) ? { do: 'add', room, user } : null),
  remove: ({ user }, room) => (isId(user) ? { do: 'remove', room, user } : null),
  role: ({ user, role }, room) =>
    isId(user) && (role === 'moderator' || role === 'member') ? { do: 'role', room, user, role } : null,
  change: (fields, room) => parseChange(fields, room),
  'hand-over': ({ user }, room) => (isId(user) ? { do: 'hand-over', room, user } : null),
}

const parseChange = ({ name, topic, visibility }: Fields, room: string): Act | null => {
  const act: Act = { do: 'change', room }
  if (name !== undefined) {
    if (!isName(name)) return null
    act.name = name
  }
  if (topic !== undefined) {
    if (!isTopic(topic)) return null
    act.topic = topic
  }
  if (visibility !== undefined) {
    if (!isVisibility(visibility)) return null
    act.visibility = visibility
  }
  return act
}
