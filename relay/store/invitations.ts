import type { LinkEnd } from '../../shared/room/invitation.ts'

/** The ways into a room: links that invite, and requests to join. */
export interface StoredInvitations {
  of(room: string): Promise<InvitationRow[]>
  /** The invitation whose token has this hash, even if it is expired or used up. */
  byHash(room: string, hash: string): Promise<InvitationRow | null>
  /** Requests to join the room, by time. Includes refused ones. */
  requests(room: string): Promise<RequestRow[]>
  requestsOf(user: string): Promise<RequestRow[]>
}

export interface InvitationRow {
  room: string
  id: string
  /** SHA-256 of the token, base64url. */
  hash: string
  by: string
  made: number
  expires: number | null
  /** How often it may be used, and how often it was. */
  uses: number | null
  used: number
  /** When and why it ended: its maker lost the right to invite. It stays ended if they get the right again. */
  ended: { at: number; why: LinkEnd } | null
}

export interface RequestRow {
  room: string
  user: string
  /** The room's name as the asker knows it, or empty if they did not say. */
  name: string
  note: string
  at: number
  /** When a moderator declined it. */
  refused: number | null
}
