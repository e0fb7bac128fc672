import { onCleanup } from 'solid-js'
import { useLobby } from '../model/LobbyView.ts'
import { createRoomWalk } from './createRoomWalk.ts'

/** Alt+Up and Alt+Down go to another room, with Shift to one with unread messages. Shift+Esc marks all rooms as read. */
export function createRoomKeys(): void {
  const lobby = useLobby()
  const walk = createRoomWalk()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) return
    if (event.key === 'Escape' && event.shiftKey && !event.altKey) lobby.markAllRead()
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (by === null || !event.altKey) return
    event.preventDefault()
    walk(by, event.shiftKey)
  }
  document.addEventListener('keydown', onKeyDown)
  onCleanup(() => document.removeEventListener('keydown', onKeyDown))
}
