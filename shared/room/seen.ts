import { isRecordName } from '../record/name.ts'
import { isId } from '../wire/documents.ts'

/**
 * How far somebody has read in a room, as they tell the others there (P77): a place in the order of messages. Presence
 * carries it while they are there, and a `set` in the room keeps it. This is not their read mark, which is their own.
 */
export interface Seen {
  /** Milliseconds, of a record: under 2^48. */
  readonly time: number
  readonly name: string
}

/** In a room with more members nobody tells anybody, and the relay refuses it. */
export const mostWhoTell = 50

export const isFewEnough = (members: Iterable<{ readonly role: unknown }>): boolean => {
  let count = 0
  for (const { role } of members) if (role !== null) count++
  return count <= mostWhoTell
}

export const seenKey = (user: string): string => `seen/${user}`

/** The user whom the key is about. Null: it is another key. */
export const userOfSeenKey = (key: string): string | null => {
  const user = key.startsWith('seen/') ? key.slice('seen/'.length) : ''
  return isId(user) ? user : null
}

export const isSeenKey = (key: string): boolean => userOfSeenKey(key) !== null

/** Null: it is not a place of a record. Keys that a newer version may have added are left out. */
export const asSeen = (value: unknown): Seen | null => {
  if (typeof value !== 'object' || value === null) return null
  const { time, name } = value as { time?: unknown; name?: unknown }
  if (!Number.isSafeInteger(time) || (time as number) < 0 || (time as number) >= 2 ** 48) return null
  return typeof name === 'string' && isRecordName(name) ? { time: time as number, name } : null
}

/** Whether a `set` by this author says nothing but how far they have read, or, with null, that they don't tell. */
export const tellsOwnSeen = ({ key, value }: { key: string; value: unknown }, author: string): boolean =>
  key === seenKey(author) && (value === null || (asSeen(value) !== null && Object.keys(value as object).length === 2))
