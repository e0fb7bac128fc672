import type { Store } from '../store/store.ts'
import type { Stale } from './documents.ts'

/**
 * The documents that show a user: rosters of rooms that they are or were in (for their old messages) or asked to join,
 * and the homes of people they talk to directly.
 */
export const whereShown = async (store: Store, user: string): Promise<Stale> => ({
  people: [user],
  rosters: (await store.requestsOf(user)).map(({ room }) => room),
  homes: [user, ...(await partnersOf(store, user))],
})

/** The other members of the user's direct conversations. */
const partnersOf = async (store: Store, user: string): Promise<string[]> => {
  const partners = new Set<string>()
  for (const { room } of await store.roomsOf(user))
    if (room.kind === 'direct') for (const member of await store.members(room.id)) partners.add(member.user)
  partners.delete(user)
  return [...partners]
}
