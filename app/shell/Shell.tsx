import { type RouteSectionProps, useLocation } from '@solidjs/router'
import { onCleanup, Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import { LobbyPane } from '../lobby/LobbyPane.tsx'
import { createRoomKeys } from '../lobby/unread/createRoomKeys.ts'
import { PersonSheetDoor } from '../people/PersonSheetDoor.tsx'
import { Arriving } from '../status/Arriving.tsx'
import { SwitcherDoor } from '../switcher/SwitcherDoor.tsx'
import { createMedia, twoPanes } from '../ui/page/media.ts'
import { walkPanes } from '../ui/page/panes.ts'
import { loadAhead, part } from '../ui/reactive/part.ts'
import { MissingPage } from './MissingPage.tsx'
import './shell.css'

/** Usually there are none, so they load after the first frame. */
const Bars = part(() => import('./Bars.tsx'))

/**
 * Pages without the lobby beside them, because their visitor is still signing in, signing up or following a mailed
 * link.
 */
const doors = new Set(['/sign-in', '/sign-up', '/forgotten', '/reset', '/confirm', '/link'])

/** The frame around every screen: the bars on top, and the lobby on the left where there is enough width. */
export function Shell(props: RouteSectionProps) {
  const account = useAccount()
  const wide = createMedia(twoPanes)
  const location = useLocation()
  const signedIn = () => account.state().name === 'signed-in'
  const atDoor = () => doors.has(location.pathname)
  const withLobby = () => wide() && signedIn() && !atDoor()

  loadAhead(async () => (await import('../emoji/emojiFont.ts')).addEmojiFont(), 500)
  createRoomKeys()
  document.addEventListener('keydown', walkPanes)
  onCleanup(() => document.removeEventListener('keydown', walkPanes))

  return (
    <div class="shell">
      <Arriving missing={() => null}>
        <Bars />
      </Arriving>
      <Show when={account.state().name !== 'loading'}>
        <div class="shell-panes" classList={{ 'with-lobby': withLobby() }}>
          <Show when={withLobby()}>
            <LobbyPane />
          </Show>
          <div class="shell-main">
            <Arriving missing={(missing) => <MissingPage missing={missing} />}>{props.children}</Arriving>
            <PersonSheetDoor />
          </div>
        </div>
      </Show>
      <SwitcherDoor />
    </div>
  )
}
