import type { RoomAct, Verdict } from '../../../shared/room/act-rules.ts'
import type { Act } from '../../../shared/room/acts.ts'
import type { LinkEnd } from '../../../shared/room/invitation.ts'
import type { StatusLine } from '../../../shared/room/profile.ts'
import type { Role } from '../../../shared/room/roles.ts'
import type { InvitesBy, RosterRequest, Visibility } from '../../../shared/room/roster.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { Position } from '../../base/position.ts'
import type { DropReason } from '../../store/tabs.ts'

/** What the room screen draws. Members that are functions are Solid accessors: read them where they are used. */
export interface RoomView {
  readonly id: string
  /** `opening`: nothing is readable yet; `gone`: this person may not, or may no longer, be here. */
  phase(): RoomPhase
  /** Of a direct conversation: who else is in it. */
  title(): string
  topic(): string
  kind(): 'room' | 'direct'
  visibility(): Visibility
  picture(): string | null
  /** Whether those without an account may read it. */
  guests(): boolean
  invites(): InvitesBy
  /** Since when it is closed for writing. */
  archived(): number | null
  role(): Role | 'guest'
  members(): readonly MemberView[]
  /** Those who ask to be let in. */
  requests(): readonly RequestView[]
  banned(): readonly BannedView[]
  /** Who was in it, by name: what they said may still be here. */
  former(): readonly FormerView[]
  /** How many read it now without an account. */
  guestsReading(): number
  /** Display names of the others who are typing now. */
  typing(): readonly string[]
  /** The loaded part of the timeline, oldest first. */
  messages(): readonly MessageView[]
  /** The server's data were put back and lack this room, which is kept on this device. Tracked. */
  isLost(): boolean
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
  /** Signs and keeps the message; resolves once it is in this device's storage. Throws `NotAllKept` with what is not. */
  post(text: string): Promise<void>
  /** What was typed here and not sent. */
  draft(): string
  keepDraft(text: string): void
  /** The composer tells of every key press; the view decides how often others hear of it. */
  typed(): void
  notSent(): readonly NotSentView[]
  sendAgain(id: string): Promise<void>
  discard(id: string): Promise<void>
  mayPost(): boolean
  /**
   * What the rules have against an act of this person here; the relay asks the same ones. `user`: whom it is about, for
   * `uninvite` whoever made the invitation; without one, somebody who never was here.
   */
  judge(what: RoomAct, user?: string): Verdict
  may(what: RoomAct, user?: string): boolean
  /** Resolves to a refusal that came in good time; what waits for the network is found under `waiting`. */
  act(command: RoomCommand): Promise<RefusalCode | null>
  /** Makes a link here, of which the relay learns a hash. */
  invite(terms: InvitationTerms): Promise<NewInvitation>
  /** The links that lead in, as far as this person may see them, and those that ended with their maker's right. */
  invitations(): Promise<readonly InvitationView[] | 'offline'>
  /** Acts on this room that the relay has not answered yet. */
  waiting(): readonly RoomCommand[]
  close(): void
}

/** An act on the room at hand. */
export type RoomCommand = CommandOf<Act>
type CommandOf<A> = A extends { do: RoomAct } ? Omit<A, 'room'> : never

export type RoomPhase = { name: 'opening' } | { name: 'open' } | { name: 'gone'; why: GoneReason }
export type GoneReason = 'no-such-room' | 'not-yours' | 'signed-out' | 'not-here-and-offline' | DropReason

export interface MemberView {
  user: string
  name: string
  username: string
  role: Role
  picture: string | null
  status: StatusLine | null
  presence: Presence
  /** Has this room on screen now. */
  here: boolean
  you: boolean
}
export interface RequestView extends RosterRequest {
  user: string
}
export interface FormerView {
  user: string
  name: string
  username: string
  picture: string | null
}
export interface BannedView extends FormerView {
  /** When all that they posted is erased for good; until then it can be shown again. */
  erasing: number | null
}

/** Null: without end. */
export interface InvitationTerms {
  /** Milliseconds since 1970. */
  expires: number | null
  uses: number | null
}
export interface NewInvitation {
  token: string
  refused: RefusalCode | null
}
export interface InvitationView extends InvitationTerms {
  id: string
  /** User id of whoever made it. */
  by: string
  made: number
  used: number
  /** Why it leads nowhere any more, where whoever made it may not invite any more. */
  ended: LinkEnd | null
}
export type Presence = 'online' | 'away' | 'offline'

export interface MessageView extends Position {
  /** Author's user id; null for imported words. */
  user: string | null
  author: string
  picture: string | null
  /** The author's account was deleted. */
  nobody: boolean
  /** This person wants to hear nothing of the author. */
  blocked: boolean
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

/** `name`: of the person; where the room was renamed, what it was called before. */
export interface MembershipNotice {
  time: number
  name: string
  did: 'joined' | 'left' | 'removed' | 'banned' | 'renamed' | 'device'
  /** Who it was; of a room that was renamed, nobody. */
  user?: string
}

export interface NotSentView {
  id: string
  text: string
  time: number
  code: RefusalCode
}
