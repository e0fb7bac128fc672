import type { StoredInvitations } from '../../../relay/store/invitations.ts'
import type { MemoryDisk } from './memory-disk.ts'
import { byId, compare } from './memory-order.ts'

export const memoryInvitations = (disk: MemoryDisk): StoredInvitations => ({
  async of(room) {
    const invitations = [...disk.invitations.values()].filter((row) => row.room === room)
    return invitations.sort((a, b) => a.made - b.made || byId(a, b))
  },

  async byHash(room, hash) {
    const invitations = [...disk.invitations.values()].filter((row) => row.room === room && row.hash === hash)
    return invitations.sort(byId)[0] ?? null
  },

  async requests(room) {
    const asked = [...disk.requests.values()].filter((row) => row.room === room)
    return asked.sort((a, b) => a.at - b.at || compare(a.user, b.user))
  },

  async requestsOf(user) {
    const asked = [...disk.requests.values()].filter((row) => row.user === user)
    return asked.sort((a, b) => a.at - b.at || compare(a.room, b.room))
  },
})
