import { fromBase64url, toBase64url } from '../base64url.ts'
import { deviceId } from '../record/signing.ts'
import { isRole, type Role } from './roles.ts'

/**
 * What a room is called and who is in it, as plain data. On the wire it is a Yjs map `roster` that only the relay writes,
 * with flat keys: `name`, `topic`, `visibility`, `made`, `head`, `segment/<n>`, `member/<user id>`.
 */
export interface Roster {
  name: string
  topic: string
  visibility: Visibility
  /** When the room was made; milliseconds since 1970. */
  made: number
  /** The segment that posts go to. */
  head: number
  /** Sealed segments: number → first time, last time, count of records. */
  segments: Map<number, SegmentSpan>
  /** By user id; past members stay, with role null. */
  members: Map<string, RosterMember>
}

export type Visibility = 'public' | 'private'
export type SegmentSpan = [fromMs: number, toMs: number, count: number]

export interface RosterMember {
  name: string
  username: string
  role: Role | null
  /** Raw Ed25519 public keys, base64url. Keys of past devices stay, so that old records can be verified. */
  devices: string[]
  /** When this user was in: joined, left or null. */
  spans: [joinedMs: number, leftMs: number | null][]
  /** Set where the last span was ended by somebody else. */
  removed?: boolean
}

type Entries = Iterable<[string, unknown]>

/** Reads the map of a roster document. An entry of another shape is passed over: a later relay may write more. */
export const readRoster = (entries: Entries): Roster => {
  const roster: Roster = {
    name: '',
    topic: '',
    visibility: 'private',
    made: 0,
    head: 1,
    segments: new Map(),
    members: new Map(),
  }
  for (const [key, value] of entries) readEntry(roster, key, value)
  return roster
}

const readEntry = (roster: Roster, key: string, value: unknown): void => {
  const [noun, id] = key.split('/')
  if (id !== undefined && noun === 'member' && isMember(value)) roster.members.set(id, value)
  else if (id !== undefined && noun === 'segment' && isSpan(value)) roster.segments.set(Number(id), value)
  else if ((key === 'name' || key === 'topic') && typeof value === 'string') roster[key] = value
  else if (key === 'visibility' && (value === 'public' || value === 'private')) roster.visibility = value
  else if ((key === 'head' || key === 'made') && typeof value === 'number') roster[key] = value
}

const isSpan = (value: unknown): value is SegmentSpan =>
  Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'number')

const isMember = (value: unknown): value is RosterMember => {
  if (typeof value !== 'object' || value === null) return false
  const member = value as Partial<RosterMember>
  return (
    typeof member.name === 'string' &&
    typeof member.username === 'string' &&
    (member.role === null || isRole(member.role)) &&
    Array.isArray(member.devices) &&
    member.devices.every((key) => typeof key === 'string') &&
    Array.isArray(member.spans)
  )
}

/** The flat keys of a roster, as the relay writes them. */
export const rosterEntries = (roster: Roster): Map<string, unknown> => {
  const entries = new Map<string, unknown>([
    ['name', roster.name],
    ['topic', roster.topic],
    ['visibility', roster.visibility],
    ['made', roster.made],
    ['head', roster.head],
  ])
  for (const [number, span] of roster.segments) entries.set(`segment/${number}`, span)
  for (const [user, member] of roster.members) entries.set(`member/${user}`, member)
  return entries
}

/** Who signs with what: device id (base64url) → user id and raw public key. */
export const rosterDevices = (roster: Roster): Map<string, { user: string; publicKey: Uint8Array }> => {
  const devices = new Map<string, { user: string; publicKey: Uint8Array }>()
  for (const [user, member] of roster.members)
    for (const key of member.devices) {
      const publicKey = fromBase64url(key)
      devices.set(toBase64url(deviceId(publicKey)), { user, publicKey })
    }
  return devices
}
