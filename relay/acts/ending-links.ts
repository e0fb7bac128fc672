import { mayInvite } from '../../shared/room/act-rules.ts'
import type { LinkEnd } from '../../shared/room/invitation.ts'
import { StoreAfter } from '../documents/store-after.ts'
import type { InvitationRow } from '../store/invitations.ts'
import type { MemberRow, RoomRow } from '../store/rooms.ts'
import type { Change, Store } from '../store/store.ts'
import { isThere } from './act-context.ts'

/** The links into a room that a change ends, because their makers lose the right to invite. */
export const linksEndedBy = async (store: Store, id: string, change: Change, now: number): Promise<InvitationRow[]> => {
  const before = change.members?.length || change.rooms?.length ? await store.rooms.byId(id) : null
  const after = new StoreAfter(store, change)
  const room = await after.room(id)
  // The links of a deleted room are dropped with it.
  if (before === null || room === null || room.deleted !== null) return []
  const rows = await after.members(id)
  const couldInvite = new Set(
    (await store.rooms.members(id)).filter((row) => invites(row, before)).map(({ user }) => user),
  )
  const lost = new Map(
    rows.filter((row) => couldInvite.has(row.user) && !invites(row, room)).map((row) => [row.user, row]),
  )
  if (lost.size === 0) return []
  const isDemoted = before.invites === room.invites
  const ended: InvitationRow[] = []
  for (const link of await store.invitations.of(id)) {
    const maker = link.ended === null ? lost.get(link.by) : undefined
    if (maker) ended.push({ ...link, ended: { at: now, why: await whyEnded(store, maker, isDemoted) } })
  }
  return ended
}

const invites = ({ role }: MemberRow, room: RoomRow): boolean => mayInvite(role ?? 'guest', room.invites)

const whyEnded = async (
  store: Store,
  { user, role, banned, spans }: MemberRow,
  isDemoted: boolean,
): Promise<LinkEnd> => {
  if (role !== null) return isDemoted ? 'demoted' : 'setting'
  if (banned !== null) return 'banned'
  const last = spans.at(-1)?.[2]
  return last ?? ((await isThere(store.people, user)) ? 'left' : 'deleted')
}
