import type { Visibility } from '../../../shared/room/roster.ts'
import { seenOr } from '../../../shared/visible.ts'
import type { Api } from '../../sync/api.ts'
import { t as common } from '../../words/common.ts'

export interface InvitedTo {
  name: string
  topic: string
  picture: string | null
  visibility: Visibility
  members: number
}
/** Who made the link. The relay tells the username only to people who are signed in. */
export interface Inviter {
  name: string
  username: string | null
}
export type ResolvedInvitation =
  | { name: 'offline' }
  | { name: 'room'; room: InvitedTo; by: Inviter | null }
  | { name: 'over'; why: 'used-up' | 'deleted' | 'archived' | 'banned' }

/** Asks the relay. This does not count as a use of the invite link. */
export const resolveInvitationWith =
  (api: Api) =>
  async (room: string, token: string): Promise<ResolvedInvitation> => {
    const answer = await api.get(`/invitations/${room}/${token}`)
    if (answer === 'offline' || answer.status >= 500 || answer.status === 429) return { name: 'offline' }
    const found = answer.status === 200 ? readRoom(answer.body.room) : null
    if (found) return { name: 'room', room: found, by: readInviter(answer.body.by) }
    const { error } = answer.body
    const isKnown = error === 'deleted' || error === 'archived' || error === 'banned'
    return { name: 'over', why: isKnown ? error : 'used-up' }
  }

const readRoom = (value: unknown): InvitedTo | null => {
  const { name, topic, picture = null, visibility, members } = (value ?? {}) as Partial<InvitedTo>
  if (typeof name !== 'string' || typeof members !== 'number') return null
  if (visibility !== 'public' && visibility !== 'private') return null
  return { name: seenOr(name, common('unseen.room')), topic: topic ?? '', picture, visibility, members }
}

const readInviter = (value: unknown): Inviter | null => {
  const { name, username } = (value ?? {}) as { name?: unknown; username?: unknown }
  return typeof name === 'string' ? { name, username: typeof username === 'string' ? username : null } : null
}
