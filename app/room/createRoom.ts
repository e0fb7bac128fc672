import { createMemo, onCleanup, untrack } from 'solid-js'
import { makeRoom } from './model/makeRoom.ts'
import type { RoomView } from './model/RoomView.ts'
import { useRoomParts } from './useRoomParts.ts'

/** The room as the current user sees it, until the component that shows it ends. It follows sign-in and sign-out. */
export function createRoom(id: string): RoomView {
  const parts = useRoomParts()
  const room = createMemo(() => {
    const current = parts()
    const opened = untrack(() => makeRoom(id, current))
    onCleanup(() => opened.close())
    return opened
  })
  return new Proxy({} as RoomView, { get: (_, member: keyof RoomView) => room()[member] })
}
