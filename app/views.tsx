import type { ParentProps } from 'solid-js'
import { AccountContext, type AccountView } from './account/model/AccountView.ts'
import { type LinksView, SettingsContext, type SettingsView } from './account/model/SettingsView.ts'
import { LobbyContext, type LobbyView } from './lobby/model/LobbyView.ts'
import { OwnContext, type OwnView } from './lobby/model/ownContext.ts'
import type { KeptPictures } from './outgoing/keptPictures.ts'
import { PeopleContext, type PeopleView } from './people/model/PeopleView.ts'
import { PicturesContext } from './people/picture/usePictures.ts'
import type { RoomParts } from './room/model/roomParts.ts'
import { RoomPartsContext } from './room/useRoomParts.ts'
import { StatusContext } from './status/useStatus.ts'
import type { StatusView } from './sync/statusView.ts'
import { NowContext } from './ui/reactive/useNow.ts'

/**
 * Everything that screens draw from and act on. `main` creates the real views; a screen does not know how they work.
 */
export interface AppViews {
  account: AccountView
  settings: SettingsView & LinksView
  lobby: LobbyView
  people: PeopleView
  status: StatusView
  pictures: Pick<KeptPictures, 'put'>
  now(): number
  /** Tracked: others after somebody signed in or out. */
  roomParts(): RoomParts
  own: OwnView
}

/** Gives each screen its views; a screen reads one by its own hook. */
export function ProvideViews(props: ParentProps<{ views: AppViews }>) {
  return (
    <AccountContext.Provider value={props.views.account}>
      <SettingsContext.Provider value={props.views.settings}>
        <LobbyContext.Provider value={props.views.lobby}>
          <PeopleContext.Provider value={props.views.people}>
            <StatusContext.Provider value={props.views.status}>
              <PicturesContext.Provider value={props.views.pictures}>
                <RoomPartsContext.Provider value={props.views.roomParts}>
                  <OwnContext.Provider value={props.views.own}>
                    <NowContext.Provider value={props.views.now}>{props.children}</NowContext.Provider>
                  </OwnContext.Provider>
                </RoomPartsContext.Provider>
              </PicturesContext.Provider>
            </StatusContext.Provider>
          </PeopleContext.Provider>
        </LobbyContext.Provider>
      </SettingsContext.Provider>
    </AccountContext.Provider>
  )
}
