import type { StoredPeople } from '../../../relay/store/people.ts'
import type { MemoryDisk } from './memory-disk.ts'
import { byId } from './memory-order.ts'

export const memoryPeople = (disk: MemoryDisk): StoredPeople => ({
  async byId(id) {
    return disk.users.get(id) ?? null
  },

  async byIds(ids) {
    return [...disk.users.values()].filter(({ id }) => ids.includes(id)).sort(byId)
  },

  async device(id) {
    return disk.devices.get(id) ?? null
  },

  async devicesOf(users) {
    const devices = [...disk.devices.values()].filter(({ user }) => users.includes(user))
    return devices.sort((a, b) => a.added - b.added || byId(a, b))
  },

  async seen(users) {
    const known = [...users].sort().flatMap((user) => {
      const at = disk.seen.get(user)
      return at === undefined ? [] : [[user, at] as const]
    })
    return new Map(known)
  },

  async blocksOf(user) {
    const blocks = [...disk.blocks.values()].filter((row) => row.user === user)
    return blocks.map(({ blocked }) => blocked).sort()
  },
})
