import type { PublicRoomRow, RoomRow, StoredRooms } from '../../../relay/store/rooms.ts'
import type { MemoryDisk } from './memory-disk.ts'
import { byId, compare } from './memory-order.ts'

export const memoryRooms = (disk: MemoryDisk): StoredRooms => ({
  async byId(id) {
    return disk.rooms.get(id) ?? null
  },

  async byNameKey(key) {
    return disk.rooms.get(disk.roomByNameKey.get(key) ?? '') ?? null
  },

  async public() {
    return [...disk.rooms.values()]
      .filter(({ kind, visibility, deleted }) => kind === 'room' && visibility === 'public' && deleted === null)
      .map((room) => publicRow(disk, room))
      .filter(({ members }) => members > 0)
      .sort(byId)
  },

  async members(room) {
    const members = [...disk.members.values()].filter((row) => row.room === room)
    return members.sort((a, b) => (a.user < b.user ? -1 : 1))
  },

  async of(user) {
    const found: Awaited<ReturnType<StoredRooms['of']>> = []
    for (const member of disk.members.values()) {
      const room = disk.rooms.get(member.room)
      if (member.user === user && member.role !== null && isOpenToOthers(room)) found.push({ room, member })
    }
    return found.sort((a, b) => byId(a.room, b.room))
  },

  async everOf(user) {
    const members = [...disk.members.values()].filter((row) => row.user === user && row.room !== user)
    return members.map(({ room }) => room).sort()
  },

  async goneOf(user, since) {
    const gone = [...disk.gone.values()].filter((row) => row.user === user && row.at >= since)
    return gone.sort((a, b) => compare(a.room, b.room))
  },
})

const isOpenToOthers = (room: RoomRow | undefined): room is RoomRow =>
  room !== undefined && room.kind !== 'self' && room.deleted === null

const publicRow = (disk: MemoryDisk, { id, name, topic, picture, guests, archived }: RoomRow): PublicRoomRow => {
  const members = [...disk.members.values()].filter(({ room, role }) => room === id && role !== null).length
  let lastAt: number | null = null
  for (const { kind, time } of disk.records.ofRoom(id)) if (kind !== null) lastAt = Math.max(time, lastAt ?? 0)
  return { id, name, topic, picture, guests, archived, members, lastAt }
}
