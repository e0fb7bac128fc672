import { viewContext } from '../ui/reactive/viewContext.ts'
import type { RoomView } from './model/RoomView.ts'

/** Opens a new view of a room by its id. The caller closes it. */
export const [OpenRoomContext, useOpenRoom] = viewContext<(id: string) => RoomView>()
