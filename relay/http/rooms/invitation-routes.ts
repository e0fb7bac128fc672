import { Hono } from 'hono'
import { can } from '../../../shared/room/roles.ts'
import { resolveInvitation } from '../../acts/resolve-invitation.ts'
import type { Accounts } from '../../auth/accounts.ts'
import type { SignedIn } from '../../auth/session/sessions.ts'
import type { InvitationRow } from '../../store/invitations.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import type { RoomIndex } from '../server/core.ts'

export interface InvitationRouteParts {
  accounts: Accounts
  store: RoomIndex
  now(): number
}

/** Invitation links of a room, and where a link leads before it is used. */
export const invitationRoutes = ({ accounts, store, now }: InvitationRouteParts) =>
  new Hono<Env>()
    .get('/rooms/:room/invitations', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const room = context.req.param('room')
      const role = (await store.rooms.members(room)).find(({ user }) => user === me.user)?.role ?? null
      if (role === null) return context.json({ error: 'not-a-member' }, 403)
      const all = await store.invitations.of(room)
      return context.json(all.filter(({ by }) => by === me.user || can(role, 'moderate')).map(shown))
    })
    .get('/invitations/:room/:token', async (context) => {
      const { room, token } = context.req.param()
      const found = await resolveInvitation(store, room, token, now())
      if (typeof found === 'string') return context.json({ error: found }, 410)
      const me = await whoAsks(context, accounts)
      if (await isBannedFrom(store, found.room.id, me)) return context.json({ error: 'banned' }, 403)
      return context.json({ room: await preview(store, found.room), by: await inviter(store, found.by, me !== null) })
    })

const isBannedFrom = async (store: RoomIndex, room: string, me: SignedIn | null): Promise<boolean> =>
  me !== null && (await store.rooms.members(room)).some(({ user, banned }) => user === me.user && banned !== null)

const shown = ({ room: _, hash: __, ...link }: InvitationRow) => link

const preview = async (store: RoomIndex, { id, name, topic, picture, visibility }: RoomRow) => {
  const members = (await store.rooms.members(id)).filter(({ role }) => role !== null).length
  return { id, name, topic, picture, visibility, members }
}

/** Whoever makes a link invites in their own name. A user name is told only to people who could look it up anyway. */
const inviter = async (store: RoomIndex, user: string, toMember: boolean) => {
  const row = await store.people.byId(user)
  return row && { name: row.name, ...(toMember && { username: row.username }) }
}
