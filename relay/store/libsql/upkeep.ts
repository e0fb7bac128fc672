import type { Upkeep } from '../upkeep.ts'
import type { Database } from './database.ts'
import { dropSome, readDeletedRooms } from './dropping.ts'
import type { RemoveStep } from './erase-from-disk.ts'
import { readGoneDue } from './tables/gone.ts'
import { readErasuresDue } from './tables/members.ts'

export const upkeepIn = (database: Database, remove: RemoveStep): Upkeep => ({
  erasuresDue: (now) => readErasuresDue(database, now),
  goneDue: (before) => readGoneDue(database, before),
  deletedRooms: () => readDeletedRooms(database),
  dropSome: (room, limit) => remove(() => dropSome(database, room, limit)),
})
