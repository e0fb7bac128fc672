import { viewContext } from '../ui/reactive/viewContext.ts'
import type { RoomParts } from './model/roomParts.ts'

/** What rooms are opened with. Tracked: it changes when somebody signs in or out. */
export const [RoomPartsContext, useRoomParts] = viewContext<() => RoomParts>()
