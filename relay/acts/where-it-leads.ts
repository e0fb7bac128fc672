import { invitationHash } from '../../shared/room/invitation.ts'
import { isId } from '../../shared/wire/documents.ts'
import type { RoomRow, Store } from '../store/store.ts'
import { isGood } from './scene.ts'

/** How many people a link may let in, those it has let in already among them; 0: it opens no room now. */
export const worthOfLink = async (
  store: Pick<Store, 'room' | 'invitationByHash'>,
  id: string,
  token: string,
  now: number,
): Promise<number> => {
  if (typeof (await whereItLeads(store, id, token, now)) === 'string') return 0
  const invitation = await store.invitationByHash(id, invitationHash(token))
  return invitation?.uses ?? Number.POSITIVE_INFINITY
}

/** The room that a link opens now, or why it opens none. Looking uses up nothing. */
export const whereItLeads = async (
  store: Pick<Store, 'room' | 'invitationByHash'>,
  id: string,
  token: string,
  now: number,
): Promise<RoomRow | 'invitation-over' | 'deleted' | 'archived'> => {
  const room = isId(id) && isId(token) ? await store.room(id) : null
  if (room === null) return 'invitation-over'
  if (room.deleted !== null) return 'deleted'
  const invitation = await store.invitationByHash(id, invitationHash(token))
  if (invitation === null || !isGood(invitation, now)) return 'invitation-over'
  return room.archived === null ? room : 'archived'
}
