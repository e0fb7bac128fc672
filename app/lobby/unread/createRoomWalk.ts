import { useLocation, useNavigate } from '@solidjs/router'
import { createKeptChoice } from '../../ui/reactive/keptChoice.ts'
import { type Sort, sectionsOf } from '../list/roomOrder.ts'
import { useLobby } from '../model/LobbyView.ts'
import { roomBeside } from './roomBeside.ts'

/** Goes from room to room in the order of the list. Returns whether there is one to go to. */
export function createRoomWalk() {
  const lobby = useLobby()
  const location = useLocation()
  const navigate = useNavigate()
  return (by: 1 | -1, onlyUnread: boolean): boolean => {
    const [sort] = createKeptChoice<Sort>('lobby.sort', ['recent', 'name'])
    const rooms = sectionsOf(lobby.rooms(), '', sort()).flatMap((section) => section.rooms)
    const current = /^\/r\/([^/]+)/.exec(location.pathname)?.[1] ?? null
    const next = roomBeside(rooms, current, by, onlyUnread)
    if (next !== null) navigate(`/r/${next}`)
    return next !== null
  }
}
