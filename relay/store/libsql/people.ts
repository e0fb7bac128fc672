import type { StoredPeople } from '../people.ts'
import type { Database } from './database.ts'
import { readBlocksOf } from './tables/blocks.ts'
import { readDevice, readDevicesOf } from './tables/devices.ts'
import { readSeen, readUsers } from './tables/users.ts'

export const peopleIn = (database: Database): StoredPeople => ({
  byId: async (id) => (await readUsers(database, [id]))[0] ?? null,
  byIds: (ids) => readUsers(database, ids),
  device: (id) => readDevice(database, id),
  devicesOf: (users) => readDevicesOf(database, users),
  seen: (users) => readSeen(database, users),
  blocksOf: (user) => readBlocksOf(database, user),
})
