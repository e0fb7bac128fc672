import type { RoomChange } from '../../../shared/room/acts.ts'
import type { RoomView } from '../model/RoomView.ts'

/** Tracked. The changes that wait for the relay, the latest of each field. Refused changes are left out. */
export const intended = (room: RoomView): RoomChange => {
  const change: RoomChange = {}
  for (const command of room.waiting()) {
    if (command.do !== 'change') continue
    const { do: _, ...fields } = command
    Object.assign(change, fields)
  }
  return change
}
