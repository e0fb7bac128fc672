import type { Role } from '../../shared/room/roles.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'

/** What the room screen draws. Members that are functions are Solid accessors: read them where they are used. */
export interface RoomView {
  readonly id: string
  /** `opening`: nothing is readable yet; `gone`: this person may not, or may no longer, be here. */
  phase(): RoomPhase
  title(): string
  topic(): string
  visibility(): 'public' | 'private'
  role(): Role | 'guest'
  members(): readonly MemberView[]
  /** Display names of the others who are typing now. */
  typing(): readonly string[]
  /** The loaded part of the timeline, oldest first. */
  messages(): readonly MessageView[]
  notices(): readonly MembershipNotice[]
  older(): 'none' | 'more' | 'loading'
  loadOlder(): Promise<void>
  /** One is back at the newest: what was read back through may leave the memory. */
  releaseOlder(): void
  /** Where reading stopped when the room was opened, or where the person last wrote; fixed until it is opened again. */
  unreadFrom(): Position | null
  /** Time as messages are dated, whatever this device's clock says. */
  now(): number
  markRead(upTo: Position): void
  /** Signs and keeps the message; resolves once it is in this device's storage. */
  post(text: string): Promise<void>
  /** What was typed here and not sent. */
  draft(): string
  keepDraft(text: string): void
  /** The composer tells of every key press; the view decides how often others hear of it. */
  typed(): void
  notSent(): readonly NotSentView[]
  sendAgain(id: string): Promise<void>
  discard(id: string): Promise<void>
  may(what: RoomAct): boolean
  join(): Promise<RefusalCode | null>
  leave(): Promise<RefusalCode | null>
  addMember(username: string): Promise<RefusalCode | 'offline' | null>
  removeMember(user: string): Promise<RefusalCode | null>
  close(): void
}

export type RoomAct = 'post' | 'add' | 'remove' | 'leave' | 'join'
export type RoomPhase = { name: 'opening' } | { name: 'open' } | { name: 'gone'; why: GoneReason }
export type GoneReason = 'no-such-room' | 'not-yours' | 'removed' | 'signed-out' | 'not-here-and-offline'
export interface Position {
  /** Milliseconds since 1970. */
  time: number
  /** Record name. */
  name: string
}

export interface MemberView {
  user: string
  name: string
  username: string
  role: Role
  presence: Presence
  you: boolean
}
export type Presence = 'online' | 'away' | 'offline'

export interface MessageView extends Position {
  /** Author's user id; null for imported words. */
  user: string | null
  author: string
  text: string
  own: boolean
  /** Only own messages tell; all others are `relay`. */
  state: SendState
  edited: boolean
  /** Arrived at the relay more than ten minutes after its time. */
  late: boolean
  imported: boolean
  /** `forged`: the signature does not fit the author; the screen must warn. */
  verdict: 'pending' | 'verified' | 'forged'
}
export type SendState = { name: 'device' } | { name: 'relay' } | { name: 'refused'; code: RefusalCode }

export interface MembershipNotice {
  time: number
  name: string
  did: 'joined' | 'left' | 'removed'
}

export interface NotSentView {
  id: string
  text: string
  time: number
  code: RefusalCode
}
