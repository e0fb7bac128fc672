import { viewContext } from '../ui/viewContext.ts'
import type { RoomView } from './model/RoomView.ts'

/** A fresh view of one room, by its id; whoever opened it closes it. */
export const [OpenRoomContext, useOpenRoom] = viewContext<(id: string) => RoomView>()
