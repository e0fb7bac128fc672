import { cleanLine } from '../visible.ts'

/** A person's profile, visible to everybody who shares a room with them. */
export interface Profile {
  name: string
  username: string
  /** Hash of a picture that the relay has. */
  picture?: string
  /** A line about the person. */
  about?: string
  /** IANA time zone. */
  zone?: string
  status?: StatusLine
  /** The account was deleted; its name says so. */
  deleted?: true
}

export interface StatusLine {
  emoji: string
  text: string
  /** When the status ends; milliseconds since 1970. */
  until: number | null
  /** Do not disturb. */
  quiet: boolean
}

/** The fields that an act may change; null removes one. The username is not here: it is changed through the account. */
export interface ProfileChange {
  name?: string
  about?: string
  zone?: string
  picture?: string | null
  status?: StatusLine | null
  /** Whether others see when this person was last here. */
  showsSeen?: boolean
  /** Whether people who share no private room with this person can only invite them, and not add them. */
  strangersInvite?: boolean
}

export const longestDisplayName = 64
export const longestAbout = 160
export const longestStatus = 80

type Fields = { readonly [key: string]: unknown }

/** Null if a field has a wrong type. Missing fields stay as they are. */
export const parseProfileChange = (fields: Fields): ProfileChange | null => {
  const change: Fields = Object.fromEntries(
    Object.keys(checks).flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]])),
  )
  for (const [key, isFine] of Object.entries(checks)) if (change[key] !== undefined && !isFine(change[key])) return null
  const { status, ...rest } = change as ProfileChange
  return status ? { ...rest, status: copyStatus(status) } : { ...rest, ...(status === null && { status }) }
}

/** A display name as it is shown; null if nothing in it is visible. */
export const cleanDisplayName = (text: string): string | null => {
  const name = cleanLine(text)
  return name.length > 0 && name.length <= longestDisplayName ? name : null
}

const isLine = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest && cleanLine(value) === value

const isStatus = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const { emoji, text, until, quiet } = value as Partial<StatusLine>
  const isTime = until === null || (Number.isSafeInteger(until) && (until as number) > 0)
  return isLine(emoji, 32) && isLine(text, longestStatus) && isTime && typeof quiet === 'boolean'
}

const copyStatus = ({ emoji, text, until, quiet }: StatusLine): StatusLine => ({ emoji, text, until, quiet })

const checks: { [K in keyof ProfileChange]-?: (value: unknown) => boolean } = {
  name: (value) => isLine(value, longestDisplayName) && value !== '',
  about: (value) => isLine(value, longestAbout),
  zone: (value) => typeof value === 'string' && /^$|^[A-Za-z0-9_+\-/]{1,64}$/.test(value),
  picture: (value) => value === null || (typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)),
  status: (value) => value === null || isStatus(value),
  showsSeen: (value) => typeof value === 'boolean',
  strangersInvite: (value) => typeof value === 'boolean',
}

/** The status at a given time; undefined once it has ended. */
export const statusAt = (status: StatusLine | undefined, now: number): StatusLine | undefined =>
  status && (status.until === null || status.until > now) ? status : undefined
