import type { StoredPictures } from '../../../relay/store/pictures.ts'
import type { MemoryDisk } from './memory-disk.ts'

export const memoryPictures = (disk: MemoryDisk): StoredPictures => ({
  async byHash(hash) {
    return disk.pictures.get(hash) ?? null
  },

  async dropUnused(before) {
    const rooms = [...disk.rooms.values()].filter(({ deleted }) => deleted === null)
    const users = [...disk.users.values()].filter(({ deleted }) => !deleted)
    const shown = new Set([...rooms, ...users].map(({ picture }) => picture))
    disk.dropPictures(({ hash, at }) => at < before && !shown.has(hash))
  },
})
