import { Match, Switch } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import { createMedia, twoPanes } from '../ui/page/media.ts'
import { FindRooms } from './directory/FindRooms.tsx'
import { LobbyPane } from './LobbyPane.tsx'
import { Welcome } from './Welcome.tsx'

/**
 * The page at `/`. Signed out: the welcome page. Signed in: the lobby, or the room search where the lobby stands beside
 * it.
 */
export function Home() {
  const account = useAccount()
  const wide = createMedia(twoPanes)
  return (
    <Switch>
      <Match when={account.state().name === 'signed-out'}>
        <Welcome />
      </Match>
      <Match when={wide()}>
        <FindRooms />
      </Match>
      <Match when={!wide()}>
        <main>
          <LobbyPane withDirectory />
        </main>
      </Match>
    </Switch>
  )
}
