import type { RoomChange } from '../../../shared/room/acts.ts'
import type { RoomView } from '../model/RoomView.ts'

/** Tracked: what was changed and waits for the relay, the last word of each; what was refused is not among it any more. */
export const intended = (room: RoomView): RoomChange => {
  const change: RoomChange = {}
  for (const command of room.waiting()) {
    if (command.do !== 'change') continue
    const { do: _, ...fields } = command
    Object.assign(change, fields)
  }
  return change
}
