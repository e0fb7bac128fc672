import { cleanLine, isVisible } from '../visible.ts'
import { isId } from '../wire/documents.ts'
import { type ProfileChange, parseProfileChange } from './profile.ts'
import type { Role } from './roles.ts'
import type { InvitesBy, ThreadsShown, Visibility } from './roster.ts'

/**
 * Actions that need the relay's authority. Sent with an idempotency key, so that sending one twice does it once. For
 * `block` and `profile`, `room` is the user's own room, whose id is the user's.
 */
export type Act =
  | {
      do: 'make'
      room: string
      name: string
      topic: string
      visibility: Visibility
      picture?: string
      members?: string[]
    }
  /** Starts a conversation. `room` is `directRoomId` of everybody in it, `users` are the others. */
  | { do: 'direct'; room: string; users: string[] }
  /** `invitation`: the token of an invite link, which also gives entry to a private room. */
  | { do: 'join'; room: string; invitation?: string }
  | { do: 'leave'; room: string }
  /** `name`: what the person asking calls the room. Only they see it again. */
  | { do: 'request'; room: string; name?: string; note: string }
  | { do: 'answer'; room: string; user: string; let: boolean }
  /**
   * `hash`: of the token, so that the relay learns the token only when it is used. Null `uses` or `expires`: no limit.
   */
  | { do: 'invite'; room: string; invitation: string; hash: string; expires: number | null; uses: number | null }
  | { do: 'uninvite'; room: string; invitation: string }
  | { do: 'add'; room: string; user: string }
  | { do: 'remove'; room: string; user: string }
  /** `erase`: everything that the user posted here is hidden now and erased in an hour. */
  | { do: 'ban'; room: string; user: string; erase: boolean }
  /** Also shows again what the ban hid, if the hour is not over. */
  | { do: 'unban'; room: string; user: string }
  | { do: 'role'; room: string; user: string; role: Exclude<Role, 'owner'> }
  | { do: 'hand-over'; room: string; user: string }
  | ({ do: 'change'; room: string } & RoomChange)
  | { do: 'threads'; room: string; shown: ThreadsShown }
  | { do: 'archive'; room: string; on: boolean }
  | { do: 'delete'; room: string }
  | { do: 'block'; room: string; user: string; on: boolean }
  | ({ do: 'profile'; room: string } & ProfileChange)

export interface RoomChange {
  name?: string
  topic?: string
  visibility?: Visibility
  /** Hash of a picture that the relay has; null: the generated picture. */
  picture?: string | null
  /** Whether a public room can be read without an account. */
  guests?: boolean
  invites?: InvitesBy
}

export const longestName = 80
export const longestTopic = 250
export const longestNote = 250
export const mostInvited = 50
/** Most others in a direct conversation. */
export const mostInDirect = 7
/** After a ban with `erase`, how long the hidden messages can still be restored. */
export const eraseAfterMs = 3_600_000
/** How long after a declined request the person may ask again. */
export const askAgainMs = 24 * 3_600_000

/** Somebody who leaves and is back within this time counts as never having left. */
export const backWithinMs = 60_000
/** How many times one user may join a room. Every roster stores each time, so it needs a limit. */
export const mostTimesIn = 200

/** A room name as it is displayed; null if nothing in it is visible, or it is too long or begins with #. */
export const cleanRoomName = (text: string): string | null => {
  const name = cleanLine(text)
  return name.length > 0 && name.length <= longestName && !name.startsWith('#') ? name : null
}

/**
 * The key in which two room names must differ. It ignores joiners, which are almost invisible; the relay also compares
 * look-alike letters.
 */
export const roomNameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\u200c\u200d]/g, '')
    .toLowerCase()

export const dayMs = 24 * 3_600_000
/** Most acts of each type by one account in a day. The relay's settings decide how many rooms it can make. */
export const mostADay = { direct: 50, add: 1_000, request: 50, invite: 200 } as const
export const roomsADay = 50
export type Rationed = 'make' | keyof typeof mostADay
export type ADay = { readonly [R in Rationed]: number }

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
const isInvitesBy = (value: unknown): value is InvitesBy => value === 'members' || value === 'moderators'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= longestName && cleanRoomName(value) === value
/** Empty text is allowed; text with nothing visible in it is not. */
const isLine = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest && (value === '' || isVisible(value))
const isTopic = (value: unknown): value is string => isLine(value, longestTopic)
const isNote = (value: unknown): value is string => isLine(value, longestNote)
const isUsers = (value: unknown, most: number): value is string[] =>
  Array.isArray(value) && value.length <= most && value.every(isId) && new Set(value).size === value.length
/** 256 bits in base64url. */
export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(value)
const isPicture = (value: unknown): value is string | null => value === null || isHash(value)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0

const parsers: { [D in Act['do']]: (fields: Fields, room: string) => Act | null } = {
  make: (fields, room) => parseMake(fields, room),
  direct: ({ users }, room) =>
    isUsers(users, mostInDirect) && users.length > 0 ? { do: 'direct', room, users: [...users] } : null,
  join: ({ invitation }, room) => {
    if (invitation === undefined) return { do: 'join', room }
    return isId(invitation) ? { do: 'join', room, invitation } : null
  },
  leave: (_, room) => ({ do: 'leave', room }),
  request: ({ name, note }, room) =>
    isNote(note) && (name === undefined || isName(name))
      ? { do: 'request', room, ...(name !== undefined && { name }), note }
      : null,
  answer: (fields, room) =>
    isId(fields.user) && isFlag(fields.let) ? { do: 'answer', room, user: fields.user, let: fields.let } : null,
  invite: ({ invitation, hash, expires, uses }, room) =>
    isId(invitation) && isHash(hash) && (expires === null || isCount(expires)) && (uses === null || isCount(uses))
      ? { do: 'invite', room, invitation, hash, expires, uses }
      : null,
  uninvite: ({ invitation }, room) => (isId(invitation) ? { do: 'uninvite', room, invitation } : null),
  add: ({ user }, room) => (isId(user) ? { do: 'add', room, user } : null),
  remove: ({ user }, room) => (isId(user) ? { do: 'remove', room, user } : null),
  ban: ({ user, erase }, room) => (isId(user) && isFlag(erase) ? { do: 'ban', room, user, erase } : null),
  unban: ({ user }, room) => (isId(user) ? { do: 'unban', room, user } : null),
  role: ({ user, role }, room) =>
    isId(user) && (role === 'moderator' || role === 'member') ? { do: 'role', room, user, role } : null,
  'hand-over': ({ user }, room) => (isId(user) ? { do: 'hand-over', room, user } : null),
  change: (fields, room) => parseChange(fields, room),
  threads: ({ shown }, room) => (shown === 'folded' || shown === 'timeline' ? { do: 'threads', room, shown } : null),
  archive: ({ on }, room) => (isFlag(on) ? { do: 'archive', room, on } : null),
  delete: (_, room) => ({ do: 'delete', room }),
  block: ({ user, on }, room) => (isId(user) && isFlag(on) ? { do: 'block', room, user, on } : null),
  profile: (fields, room) => {
    const change = parseProfileChange(fields)
    return change && { do: 'profile', room, ...change }
  },
}

const parseMake = ({ name, topic, visibility, picture, members }: Fields, room: string): Act | null => {
  if (!isName(name) || !isTopic(topic) || !isVisibility(visibility)) return null
  if (picture !== undefined && !isHash(picture)) return null
  if (members !== undefined && !isUsers(members, mostInvited)) return null
  return {
    do: 'make',
    room,
    name,
    topic,
    visibility,
    ...(picture !== undefined && { picture }),
    ...(members !== undefined && { members: [...members] }),
  }
}

const changeable: {
  [K in keyof RoomChange]-?: (
    value: unknown,
  ) => value is NonNullable<RoomChange[K]> | (K extends 'picture' ? null : never)
} = {
  name: isName,
  topic: isTopic,
  visibility: isVisibility,
  picture: isPicture,
  guests: isFlag,
  invites: isInvitesBy,
}

const parseChange = (fields: Fields, room: string): Act | null => {
  const change: Fields = Object.fromEntries(
    Object.keys(changeable).flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]])),
  )
  for (const [key, isFine] of Object.entries(changeable))
    if (change[key] !== undefined && !isFine(change[key])) return null
  return { do: 'change', room, ...(change as RoomChange) }
}
