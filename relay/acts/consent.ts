import { judgeConsent } from '../../shared/room/act-rules.ts'
import type { Store } from '../store/store.ts'

/** Whether a person lets somebody bring them into a room. */
export const consents = async (store: Store, person: string, actor: string): Promise<boolean> => {
  const [row, blocked] = await Promise.all([store.user(person), store.blocksOf(person)])
  const strangersInvite = row?.strangersInvite ?? false
  const sharesRoom = strangersInvite && (await shareRoom(store, person, actor))
  return judgeConsent({ blocked: blocked.includes(actor), strangersInvite, sharesRoom }) === null
}

const shareRoom = async (store: Store, one: string, other: string): Promise<boolean> => {
  const rooms = new Set((await store.roomsOf(one)).map(({ room }) => room.id))
  return (await store.roomsOf(other)).some(({ room }) => rooms.has(room.id))
}
