import { mayInvite } from '../../shared/room/act-rules.ts'
import { isId } from '../../shared/wire/documents.ts'
import type { InvitationRow } from '../store/invitations.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import { isGood, linkOf } from './act-context.ts'

type Links = Pick<Store, 'rooms' | 'people' | 'invitations'>
type WhyNot = 'invitation-over' | 'deleted' | 'archived'

export interface LeadsTo {
  room: RoomRow
  /** User id of the person who made the link. */
  by: string
}

/** The room that a link opens now and who made the link, or why it opens none. Looking does not count as a use. */
export const resolveInvitation = async (
  store: Links,
  id: string,
  token: string,
  now: number,
): Promise<LeadsTo | WhyNot> => {
  const link = await lookUp(store, id, token, now)
  return typeof link === 'string' ? link : { room: link.room, by: link.invitation.by }
}

/** How many people a link may let in, including those that it has already let in. 0: it opens no room now. */
export const worthOfLink = async (store: Links, id: string, token: string, now: number): Promise<number> => {
  const link = await lookUp(store, id, token, now)
  return typeof link === 'string' ? 0 : (link.invitation.uses ?? Number.POSITIVE_INFINITY)
}

const lookUp = async (
  store: Links,
  id: string,
  token: string,
  now: number,
): Promise<{ room: RoomRow; invitation: InvitationRow } | WhyNot> => {
  const room = isId(id) && isId(token) ? await store.rooms.byId(id) : null
  if (room === null) return 'invitation-over'
  if (room.deleted !== null) return 'deleted'
  const invitation = await linkOf(store, id, token)
  if (invitation === null || !isGood(invitation, now)) return 'invitation-over'
  const maker = (await store.rooms.members(id)).find(({ user }) => user === invitation.by)
  if (!mayInvite(maker?.role ?? 'guest', room.invites)) return 'invitation-over'
  return room.archived === null ? { room, invitation } : 'archived'
}
