import { fromBase64url, toBase64url } from '../base64url.ts'
import { deviceId } from '../record/signed-bytes.ts'
import type { Profile } from './profile.ts'
import { isRole, type Role } from './roles.ts'

/**
 * A room's facts and members as plain data. On the wire it is a Yjs map `roster` that only the relay writes, with flat
 * keys: those of `RoomFacts`, `segment/<n>`, `member/<user id>`, `request/<user id>`.
 */
export interface Roster extends RoomFacts {
  /** Sealed segments: number → first time, last time, count of records. */
  segments: Map<number, SegmentSpan>
  /** By user id. Past members stay, with role null. */
  members: Map<string, RosterMember>
  /** Open requests to join a private room, by user id. */
  requests: Map<string, RosterRequest>
}

export interface RoomFacts {
  /** Empty in a direct conversation, which is named after the people in it. */
  name: string
  topic: string
  kind: 'room' | 'direct'
  visibility: Visibility
  /** Hash of a picture, or null. */
  picture: string | null
  /** Whether people without an account may read it while it is public. */
  guests: boolean
  invites: InvitesBy
  /** Where the replies of threads are shown. */
  threads: ThreadsShown
  /** When it was archived, that is closed for writing; null if it is not. */
  archived: number | null
  /** When the room was created; milliseconds since 1970. */
  made: number
  /** Number of the segment that new posts go to. */
  head: number
  /** Former names, the newest last. */
  formerly: FormerName[]
}

/** `folded`: as one line below the message whose thread it is. */
export type ThreadsShown = 'folded' | 'timeline'
export type FormerName = { name: string; until: number }
export type Visibility = 'public' | 'private'
/** Who may add members and make invitations: all members, or only moderators and the owner. */
export type InvitesBy = 'members' | 'moderators'
export type SegmentSpan = [fromMs: number, toMs: number, count: number]
/**
 * `ended`: why the membership ended; missing if they left by themselves. `liftedMs`: when the ban that ended it was
 * lifted.
 */
export type MemberSpan = [joinedMs: number, leftMs: number | null, ended?: 'removed' | 'banned', liftedMs?: number]

export interface RosterRequest {
  name: string
  username: string
  picture?: string
  note: string
  at: number
}

export interface RosterMember extends Profile {
  role: Role | null
  /** Past devices stay, so that old records can be verified. */
  devices: RosterDevice[]
  /** The times during which this user was a member, oldest first. */
  spans: MemberSpan[]
  /** Since when they are banned. */
  banned?: number
  /** When everything that they posted here is erased for good. Until then it is only hidden. */
  erasing?: number
}

export interface RosterDevice {
  /** Raw Ed25519 public key, base64url. */
  key: string
  added: number
  /** When its user removed it. What it signed before stays valid. */
  ended?: number
}

type Entries = Iterable<[string, unknown]>

/** Reads the map of a roster document. Entries of an unknown form are skipped, because a later relay may write more. */
export const readRoster = (entries: Entries): Roster => {
  const roster: Roster = { ...noFacts, segments: new Map(), members: new Map(), requests: new Map() }
  for (const [key, value] of entries) readEntry(roster, key, value)
  return roster
}

const noFacts: RoomFacts = {
  name: '',
  topic: '',
  kind: 'room',
  visibility: 'private',
  picture: null,
  guests: false,
  invites: 'members',
  threads: 'folded',
  archived: null,
  made: 0,
  head: 1,
  formerly: [],
}

const readEntry = (roster: Roster, key: string, value: unknown): void => {
  const [noun, id] = key.split('/')
  if (id === undefined) readFact(roster, key, value)
  else if (noun === 'member' && isMember(value)) roster.members.set(id, value)
  else if (noun === 'segment' && isSpan(value)) roster.segments.set(Number(id), value)
  else if (noun === 'request' && isRequest(value)) roster.requests.set(id, value)
}

const readFact = (facts: RoomFacts, key: string, value: unknown): void => {
  if (Object.hasOwn(isFact, key) && isFact[key as keyof RoomFacts](value)) Object.assign(facts, { [key]: value })
}

const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number'
const isOneOf =
  (...known: unknown[]) =>
  (value: unknown) =>
    known.includes(value)

const isFact: { [K in keyof RoomFacts]: (value: unknown) => boolean } = {
  name: isText,
  topic: isText,
  kind: isOneOf('room', 'direct'),
  visibility: isOneOf('public', 'private'),
  picture: (value) => value === null || isText(value),
  guests: isOneOf(true, false),
  invites: isOneOf('members', 'moderators'),
  threads: isOneOf('folded', 'timeline'),
  archived: (value) => value === null || isNumber(value),
  made: isNumber,
  head: isNumber,
  formerly: (value) => Array.isArray(value) && value.every((one) => isText(one?.name) && isNumber(one?.until)),
}

const isSpan = (value: unknown): value is SegmentSpan =>
  Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'number')

const isMember = (value: unknown): value is RosterMember => {
  if (typeof value !== 'object' || value === null) return false
  const { name, username, role, devices, spans } = value as Partial<RosterMember>
  const isRoleOrNone = role === null || isRole(role)
  return isText(name) && isText(username) && isRoleOrNone && Array.isArray(spans) && isDevices(devices)
}

const isDevices = (value: unknown): boolean =>
  Array.isArray(value) && value.every((device) => isText(device?.key) && isNumber(device?.added))

const isRequest = (value: unknown): value is RosterRequest => {
  if (typeof value !== 'object' || value === null) return false
  const { name, username, note, at } = value as Partial<RosterRequest>
  return isText(name) && isText(username) && isText(note) && isNumber(at)
}

/** The flat keys of a roster, as the relay writes them. */
export const rosterEntries = ({ segments, members, requests, ...facts }: Roster): Map<string, unknown> => {
  const entries = new Map<string, unknown>(Object.entries(facts))
  for (const [number, span] of segments) entries.set(`segment/${number}`, span)
  for (const [user, member] of members) entries.set(`member/${user}`, member)
  for (const [user, request] of requests) entries.set(`request/${user}`, request)
  return entries
}

/** Maps each device id (base64url) to its user id and raw public key. */
export const rosterDevices = (roster: Roster): Map<string, { user: string; publicKey: Uint8Array }> => {
  const devices = new Map<string, { user: string; publicKey: Uint8Array }>()
  for (const [user, member] of roster.members)
    for (const { key } of member.devices) {
      const publicKey = fromBase64url(key)
      devices.set(toBase64url(deviceId(publicKey)), { user, publicKey })
    }
  return devices
}
