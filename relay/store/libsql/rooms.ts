import type { StoredRooms } from '../rooms.ts'
import type { Database } from './database.ts'
import { readGoneOf } from './tables/gone.ts'
import { readMembers, readRoomsEverOf, readRoomsOf } from './tables/members.ts'
import { readPublicRooms, readRoom, readRoomByNameKey } from './tables/rooms.ts'

export const roomsIn = (database: Database): StoredRooms => ({
  byId: (id) => readRoom(database, id),
  byNameKey: (key) => readRoomByNameKey(database, key),
  public: () => readPublicRooms(database),
  members: (room) => readMembers(database, room),
  of: (user) => readRoomsOf(database, user),
  everOf: (user) => readRoomsEverOf(database, user),
  goneOf: (user, since) => readGoneOf(database, user, since),
})
