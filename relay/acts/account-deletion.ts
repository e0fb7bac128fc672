import { type WithDocuments, withDocuments } from '../documents/rewrite-stale.ts'
import type { UserRow } from '../store/people.ts'
import type { MemberRow, RoomRow } from '../store/rooms.ts'
import type { Change, Store } from '../store/store.ts'
import { type ActContext, current, timeIn } from './act-context.ts'
import { type PlannedAct, planOutcome } from './acts.ts'
import { end, endMembership, withRole } from './membership.ts'

/**
 * Removes a user whose account is deleted from one room, whatever the rules about leaving. An owner's role goes to the
 * person who has been in longest, moderators before members. `erase`: everything that they wrote here is erased,
 * starting now.
 */
export const planDeparture = async (
  store: Store,
  user: string,
  id: string,
  erase: boolean,
  now: number,
): Promise<PlannedAct | null> => {
  const room = await store.rooms.byId(id)
  if (room === null || room.deleted !== null) return null
  const members = new Map((await store.rooms.members(id)).map((row) => [row.user, row]))
  const context = {
    store,
    now,
    at: await timeIn(store.records, id, now),
    room,
    actor: user,
    members,
    requests: new Map(),
    invitation: null,
    consents: true,
  }
  return planOutcome(store, id, endMembership(...partingOf(context, user, erase)), now)
}

const partingOf = (context: ActContext, user: string, erase: boolean): [MemberRow[], Change] => {
  const { room, now, members } = context
  const before = members.get(user)
  const parted = before?.role ? end(context, user) : before
  if (parted === undefined) throw new Error('cannot remove a user from a room that they were never in')
  const heir = before?.role === 'owner' ? heirOf(context) : undefined
  const rows = [{ ...parted, ...(erase && { erasing: now }) }, ...(heir ? [withRole(context, heir.user, 'owner')] : [])]
  const isLast = before?.role != null && current(context).length === 1
  return [rows, isLast ? { rooms: [{ ...room, nameKey: null }] } : {}]
}

const heirOf = (context: ActContext): MemberRow | undefined => {
  const since = ({ spans }: MemberRow) => spans.at(-1)?.[0] ?? Number.POSITIVE_INFINITY
  const rank = ({ role }: MemberRow) => (role === 'moderator' ? 0 : 1)
  const others = current(context).filter(({ user }) => user !== context.actor)
  return others.sort((a, b) => rank(a) - rank(b) || since(a) - since(b))[0]
}

/**
 * Only the id of a deleted user stays, because it signed records. This must be done while the user is still in their
 * rooms.
 */
export const planDeletedUser = async (store: Store, user: string, now: number): Promise<WithDocuments | null> => {
  const [before, own] = await Promise.all([store.people.byId(user), store.rooms.byId(user)])
  if (before === null) return null
  const change: Change = {
    users: [nobody(before)],
    endDevices: (await store.people.devicesOf([user])).map(({ id }) => ({ id, user, at: now })),
    blocks: (await store.people.blocksOf(user)).map((blocked) => ({ user, blocked, on: false })),
    dropRequests: (await store.invitations.requestsOf(user)).map(({ room }) => ({ room, user })),
    dropGone: (await store.rooms.goneOf(user, 0)).map(({ room }) => ({ room, user })),
    ...(own && { rooms: [emptied(own, now)] }),
  }
  return withDocuments(store, change, now)
}

const nobody = ({ id, username }: UserRow): UserRow => ({
  id,
  // The username stays taken, because the old messages would seem to be by its new owner. It is not shown.
  username,
  name: 'Deleted user',
  picture: null,
  about: '',
  zone: '',
  status: null,
  showsSeen: false,
  strangersInvite: false,
  deleted: true,
})

const emptied = (room: RoomRow, now: number): RoomRow => ({ ...room, deleted: room.deleted ?? now })
