import { judgeConsent } from '../../shared/room/act-rules.ts'
import type { RoomRow, StoredRooms } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'

/** Whether a person allows somebody to add them to a room. */
export const consents = async (
  store: Pick<Store, 'people' | 'rooms'>,
  person: string,
  actor: string,
): Promise<boolean> => {
  const [row, blocked] = await Promise.all([store.people.byId(person), store.people.blocksOf(person)])
  const strangersInvite = row?.strangersInvite ?? false
  const sharesRoom = strangersInvite && (await sharePrivateRoom(store.rooms, person, actor))
  return judgeConsent({ blocked: blocked.includes(actor), strangersInvite, sharesRoom }) === null
}

/** Public rooms don't count: anybody can join one, and so would not be a stranger any more. */
const sharePrivateRoom = async (rooms: Pick<StoredRooms, 'of'>, one: string, other: string): Promise<boolean> => {
  const ids = new Set((await privateRoomsOf(rooms, one)).map(({ id }) => id))
  return (await privateRoomsOf(rooms, other)).some(({ id }) => ids.has(id))
}

const privateRoomsOf = async (rooms: Pick<StoredRooms, 'of'>, user: string): Promise<RoomRow[]> =>
  (await rooms.of(user)).map(({ room }) => room).filter(({ visibility }) => visibility === 'private')
