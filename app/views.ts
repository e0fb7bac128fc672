import { createContext, useContext } from 'solid-js'
import type { AccountView } from './account/model/AccountView.ts'
import type { LinksView, SettingsView } from './account/model/SettingsView.ts'
import type { LobbyView } from './lobby/model/LobbyView.ts'
import type { KeptPictures } from './outgoing/keptPictures.ts'
import type { PeopleView } from './people/model/PeopleView.ts'
import type { RoomView } from './room/model/RoomView.ts'
import type { StatusView } from './sync/status.ts'

/** All that the screens draw and act on. `main` makes the real ones; a screen never knows what is behind them. */
export interface AppViews {
  account: AccountView
  settings: SettingsView & LinksView
  lobby: LobbyView
  people: PeopleView
  status: StatusView
  /** Pictures that were made here, on their way to the relay. Shown by `pictureUrl`. */
  pictures: Pick<KeptPictures, 'put'>
  /** What time it is: the relay's clock, as far as it is known here. The device's own may be wrong, and is asked nowhere else. */
  now(): number
  /** A fresh view of one room; whoever opened it closes it. */
  openRoom(id: string): RoomView
}

export const ViewsContext = createContext<AppViews>()

export function useViews(): AppViews {
  const views = useContext(ViewsContext)
  if (!views) throw new Error('a screen was drawn outside of App')
  return views
}
