import { toBase64url } from '../../shared/base64url.ts'
import { deviceId } from '../../shared/record/signed-bytes.ts'
import { type WithDocuments, withDocuments } from '../documents/rewrite-stale.ts'
import type { UserRow } from '../store/people.ts'
import type { Change, Store } from '../store/store.ts'
import { newMember, newRoom, newUser } from './rows.ts'

/** What an account knows of its user. Everything else is the profile, which users change by an act. */
export interface NewUser {
  id: string
  username: string
  name: string
}

/** Keeps a user. A new one gets their own room. For a known one the username is changed wherever it is shown. */
export const planUser = async (store: Store, person: NewUser, now: number): Promise<WithDocuments> => {
  const { id, username } = person
  const known = await store.people.byId(id)
  const user: UserRow = known ? { ...known, username } : newUser(person)
  const own = await store.rooms.byId(id)
  if (own && known?.username === username) return { change: {}, updates: [] }
  const change: Change = { users: [user], ...(own ? {} : ownRoom(id, now)) }
  return withDocuments(store, change, now)
}

const ownRoom = (user: string, now: number): Change => ({
  rooms: [newRoom({ id: user, kind: 'self', made: now })],
  members: [newMember(user, user, 'owner', now)],
})

/** Binds a key to a user forever and shows it in the rosters. Null: it already belongs to this user. */
export const planDevice = async (
  store: Store,
  user: string,
  publicKey: Uint8Array,
  now: number,
): Promise<WithDocuments | 'taken' | 'ended' | null> => {
  const id = toBase64url(deviceId(publicKey))
  const there = await store.people.device(id)
  if (there && there.user !== user) return 'taken'
  if (there) return there.ended === null ? null : 'ended'
  const change: Change = { devices: [{ id, user, publicKey: toBase64url(publicKey), added: now, ended: null }] }
  return withDocuments(store, change, now)
}

/** Marks devices as removed. What they signed before stays valid. Devices of other users are ignored. */
export const planEndDevices = async (
  store: Store,
  user: string,
  isMeant: (device: string) => boolean,
  now: number,
): Promise<WithDocuments> => {
  const endDevices = (await store.people.devicesOf([user]))
    .filter(({ id, ended }) => ended === null && isMeant(id))
    .map(({ id }) => ({ id, user, at: now }))
  return withDocuments(store, { endDevices }, now)
}
