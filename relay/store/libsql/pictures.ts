import type { StoredPictures } from '../pictures.ts'
import type { Database } from './database.ts'
import type { RemoveStep } from './erase-from-disk.ts'
import { dropUnusedPictures, readPicture } from './tables/pictures.ts'

export const picturesIn = (database: Database, remove: RemoveStep): StoredPictures => ({
  byHash: (hash) => readPicture(database, hash),
  async dropUnused(before) {
    while (await remove(() => dropUnusedPictures(database, before)));
  },
})
