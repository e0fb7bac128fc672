import { nameKeyOf } from '../../shared/names/look-alikes.ts'
import type { RoomRow, StoredRooms } from '../store/rooms.ts'

/** The open room with this name, or with a name that looks like it. */
export const roomNamed = async (rooms: Pick<StoredRooms, 'byNameKey'>, name: string): Promise<RoomRow | null> =>
  rooms.byNameKey(nameKeyOf(name))
