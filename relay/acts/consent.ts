import { judgeConsent } from '../../shared/room/act-rules.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'

/** Whether a person allows somebody to add them to a room. */
export const consents = async (store: Store, person: string, actor: string): Promise<boolean> => {
  const [row, blocked] = await Promise.all([store.people.byId(person), store.people.blocksOf(person)])
  const strangersInvite = row?.strangersInvite ?? false
  const sharesRoom = strangersInvite && (await sharePrivateRoom(store, person, actor))
  return judgeConsent({ blocked: blocked.includes(actor), strangersInvite, sharesRoom }) === null
}

/** Public rooms don't count: anybody can join one, and so would not be a stranger any more. */
const sharePrivateRoom = async (store: Store, one: string, other: string): Promise<boolean> => {
  const rooms = new Set((await privateRoomsOf(store, one)).map(({ id }) => id))
  return (await privateRoomsOf(store, other)).some(({ id }) => rooms.has(id))
}

const privateRoomsOf = async (store: Store, user: string): Promise<RoomRow[]> =>
  (await store.rooms.of(user)).map(({ room }) => room).filter(({ visibility }) => visibility === 'private')
