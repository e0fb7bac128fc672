import type { RoomSummary } from '../model/LobbyView.ts'

/** The room `by` lines further in the list, or the next one in that direction that has unread messages. It goes round. */
export const roomBeside = (
  rooms: readonly Pick<RoomSummary, 'id' | 'unread'>[],
  current: string | null,
  by: 1 | -1,
  onlyUnread: boolean,
): string | null => {
  const from = rooms.findIndex(({ id }) => id === current)
  const start = from < 0 && by < 0 ? rooms.length : from
  for (let step = 1; step <= rooms.length; step++) {
    const room = rooms[(start + by * step + 2 * rooms.length) % rooms.length]
    if (room && room.id !== current && (!onlyUnread || room.unread > 0)) return room.id
  }
  return null
}
