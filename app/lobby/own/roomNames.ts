import { t } from '../../words/own.ts'
import { useLobby } from '../model/LobbyView.ts'

/** Tracked. The name of a room, also of one that this person is no longer in. */
export const createRoomNames = (): ((room: string) => string) => {
  const lobby = useLobby()
  return (room) => lobby.rooms().find(({ id }) => id === room)?.name || t('unknownRoom')
}
