import { nameKeyOf } from '../../shared/names/look-alikes.ts'
import type { RoomRow, Store } from '../store/store.ts'

/** The open room with this name, or with a name that looks like it. */
export const roomNamed = async (rooms: Pick<Store, 'roomByNameKey'>, name: string): Promise<RoomRow | null> =>
  rooms.roomByNameKey(nameKeyOf(name))
