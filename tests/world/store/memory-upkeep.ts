import type { GoneRow } from '../../../relay/store/rooms.ts'
import type { Upkeep } from '../../../relay/store/upkeep.ts'
import type { MemoryDisk } from './memory-disk.ts'
import { compare } from './memory-order.ts'
import { writtenIn } from './memory-records.ts'

export const memoryUpkeep = (disk: MemoryDisk): Upkeep => ({
  async erasuresDue(now) {
    const due = [...disk.members.values()].filter(
      ({ room, user, erasing }) => erasing !== null && erasing <= now && writtenIn(disk, user, room).length > 0,
    )
    return due
      .map(({ room, user }) => ({ room, user }))
      .sort((a, b) => compare(a.room, b.room) || compare(a.user, b.user))
  },

  async goneDue(before) {
    const isDeleted = (room: string) => (disk.rooms.get(room)?.deleted ?? null) !== null
    const stands = ({ why, name, room }: GoneRow) => why === 'banned' && name === '' && !isDeleted(room)
    const due = [...disk.gone.values()].filter(
      (row) => (row.at < before && !stands(row)) || (row.name !== '' && isDeleted(row.room)),
    )
    return due.sort((a, b) => compare(a.user, b.user) || compare(a.room, b.room))
  },

  async deletedRooms() {
    const rooms = [...disk.rooms.values()].filter(({ id, deleted }) => deleted !== null && disk.holds(id))
    return rooms.map(({ id }) => id).sort()
  },

  async dropSome(room, limit) {
    return disk.rooms.get(room)?.deleted != null && disk.dropSome(room, limit)
  },
})
