import { Hono } from 'hono'
import { isId } from '../../../shared/wire/documents.ts'
import type { Accounts } from '../../auth/accounts.ts'
import { profileOf } from '../../documents/profile.ts'
import type { UserRow } from '../../store/people.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import type { RoomIndex } from '../server/core.ts'

export interface PeopleRouteParts {
  accounts: Accounts
  store: RoomIndex
}

/** Looks up people, and when they were last seen. */
export const peopleRoutes = ({ accounts, store }: PeopleRouteParts) =>
  new Hono<Env>()
    .get('/users/by-name/:username', async (context) => {
      if (!(await whoAsks(context, accounts))) return signedOut(context)
      const account = await accounts.people.byUsername(context.req.param('username'))
      const user = account && (await store.people.byId(account.id))
      if (!user || user.deleted) return context.json({ error: 'no-such-user' }, 404)
      const { id, username, name, picture } = user
      return context.json({ id, username, name, ...(picture !== null && { picture }) })
    })
    .get('/people/:user', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const id = context.req.param('user')
      const user = isId(id) ? await store.people.byId(id) : null
      return user ? context.json(await personOf(store, user, me.user)) : context.json({ error: 'no-such-user' }, 404)
    })
    .get('/rooms/:room/seen', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const members = (await store.rooms.members(context.req.param('room'))).filter(({ role }) => role !== null)
      const users = members.map(({ user }) => user)
      if (!users.includes(me.user)) return context.json({ error: 'not-a-member' }, 403)
      return context.json(Object.fromEntries(await seenOf(store, await store.people.byIds(users))))
    })

const personOf = async (store: RoomIndex, user: UserRow, asker: string) => ({
  id: user.id,
  picture: null,
  about: '',
  zone: '',
  status: null,
  ...profileOf(user),
  deleted: user.deleted,
  seen: (await isSeenBy(store, user.id, asker)) ? ((await seenOf(store, [user])).get(user.id) ?? null) : null,
})

/** Only people who share a room with somebody may see when they were last seen. */
const isSeenBy = async (store: RoomIndex, user: string, asker: string): Promise<boolean> => {
  if (user === asker) return true
  const own = new Set((await store.rooms.of(asker)).map(({ room }) => room.id))
  return (await store.rooms.of(user)).some(({ room }) => own.has(room.id))
}

/** Last seen times of the users who share them and are not deleted. */
const seenOf = (store: RoomIndex, users: readonly UserRow[]): Promise<Map<string, number>> =>
  store.people.seen(users.filter(({ showsSeen, deleted }) => showsSeen && !deleted).map(({ id }) => id))
