import type { Store } from '../store/store.ts'
import type { Stale } from './documents.ts'

/** Documents that show a user: rosters of rooms they were ever in, for their old words, and homes of those they talk to. */
export const whereShown = async (store: Store, user: string): Promise<Stale> => ({
  people: [user],
  rosters: (await store.requestsOf(user)).map(({ room }) => room),
  homes: [user, ...(await partnersOf(store, user))],
})

/** The others of all direct conversations. */
const partnersOf = async (store: Store, user: string): Promise<string[]> => {
  const partners = new Set<string>()
  for (const { room } of await store.roomsOf(user))
    if (room.kind === 'direct') for (const member of await store.members(room.id)) partners.add(member.user)
  partners.delete(user)
  return [...partners]
}
