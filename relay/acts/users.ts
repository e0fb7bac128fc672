import { toBase64url } from '../../shared/base64url.ts'
import { deviceId } from '../../shared/record/signing.ts'
import type { Change, Store, UserRow } from '../store/store.ts'
import { type WithDocuments, withDocuments } from './roster.ts'

/** Keeps a user as given: a new one gets a room of their own, a renamed one is renamed in every room they are in. */
export const planUser = async (store: Store, user: UserRow, now: number): Promise<WithDocuments> => {
  const own = await store.room(user.id)
  const change: Change = { users: [user], ...(own ? {} : ownRoom(user.id, now)) }
  return withDocuments(store, change, { rosters: await roomIdsOf(store, user.id), homes: [user.id] })
}

const ownRoom = (user: string, now: number): Change => ({
  rooms: [{ id: user, kind: 'self', name: '', nameKey: null, topic: '', visibility: 'private', made: now, head: 1 }],
  members: [{ room: user, user, role: 'owner', spans: [[now, null]], removed: false }],
})

/** Binds a key to a user for ever and shows it in the rosters. Null: it is bound to this user already. */
export const planDevice = async (
  store: Store,
  user: string,
  publicKey: Uint8Array,
  now: number,
): Promise<WithDocuments | 'taken' | null> => {
  const id = toBase64url(deviceId(publicKey))
  const there = await store.device(id)
  if (there) return there.user === user ? null : 'taken'
  const change: Change = { devices: [{ id, user, publicKey: toBase64url(publicKey), added: now }] }
  return withDocuments(store, change, { rosters: await roomIdsOf(store, user), homes: [] })
}

const roomIdsOf = async (store: Store, user: string): Promise<string[]> =>
  (await store.roomsOf(user)).map(({ room }) => room.id)
