import type { StoredActs } from '../../../relay/store/store.ts'
import type { MemoryDisk } from './memory-disk.ts'

export const memoryActs = (disk: MemoryDisk): StoredActs => ({
  async answer(user, key) {
    return disk.answers.get(`${user}/${key}`) ?? null
  },

  async doneSince(user, what, since) {
    const rows = [...disk.done.values()].filter((row) => row.user === user && row.what === what && row.at > since)
    return rows.reduce((sum, { count }) => sum + count, 0)
  },
})
