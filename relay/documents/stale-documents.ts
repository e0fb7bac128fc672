import type { StoredRooms } from '../store/rooms.ts'
import type { Change, Store } from '../store/store.ts'
import { documentsShowing } from './documents-showing.ts'

/** Documents that must be written anew. */
export interface Stale {
  rosters: readonly string[]
  homes: readonly string[]
  /** Users whose own entry is stale in every roster. Nothing else in those rosters is stale. */
  entries: readonly string[]
}

/**
 * The documents that a change makes stale. A user is shown in rosters of rooms that they are or were in (for their old
 * messages) or asked to join, and in the homes of people they talk to directly.
 */
export const staleBy = async (store: Pick<Store, 'invitations' | 'rooms'>, change: Change): Promise<Stale> => {
  const { rosters, homes, profiles, entries } = documentsShowing(change)
  const stale = { rosters: [...rosters], homes: [...homes], entries: [...entries, ...profiles] }
  for (const user of profiles) {
    stale.rosters.push(...(await store.invitations.requestsOf(user)).map(({ room }) => room))
    stale.homes.push(user, ...(await partnersOf(store.rooms, user)))
  }
  return stale
}

/** The other members of the user's direct conversations. */
const partnersOf = async (rooms: Pick<StoredRooms, 'of' | 'members'>, user: string): Promise<string[]> => {
  const partners = new Set<string>()
  for (const { room } of await rooms.of(user))
    if (room.kind === 'direct') for (const member of await rooms.members(room.id)) partners.add(member.user)
  partners.delete(user)
  return [...partners]
}
