import { useLocation } from '@solidjs/router'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, Show } from 'solid-js'
import { AccountMenu } from '../account/AccountMenu.tsx'
import { StatusLine } from '../shell/StatusLine.tsx'
import { keepScroll } from '../ui/keptScroll.ts'
import { Logo } from '../ui/Logo.tsx'
import { useViews } from '../views.ts'
import { Directory } from './Directory.tsx'
import { EnterField } from './EnterField.tsx'
import { NewRoom } from './NewRoom.tsx'
import { RoomList } from './RoomList.tsx'
import './lobby.css'

/** My rooms: beside every screen where there is width, a screen of its own where there is not. */
export function LobbyPane(props: { withDirectory?: boolean }) {
  const { account } = useViews()
  const [typed, setTyped] = createSignal('')
  const [making, setMaking] = createSignal(false)
  const location = useLocation()
  /** Beside the page of public rooms it would say the same twice. */
  const withDirectory = () => props.withDirectory || (typed().trim() !== '' && location.pathname !== '/')
  let pane: HTMLDivElement | undefined
  keepScroll('lobby', () => pane)
  const me = () => {
    const state = account.state()
    return state.name === 'signed-in' ? state.me : null
  }
  return (
    <section class="lobby" data-pane tabindex="-1" aria-label="Rooms">
      <header class="lobby-head">
        <a class="lobby-home" href="/">
          <Logo size={24} />
          <h1>Yabber</h1>
        </a>
        <button
          type="button"
          class="icon-button"
          aria-label="New room"
          title="New room"
          onClick={() => setMaking(true)}
        >
          <Plus size={20} />
        </button>
        <Show when={me()}>{(me) => <AccountMenu me={me()} />}</Show>
      </header>
      <EnterField typed={typed()} onType={setTyped} />
      <div ref={pane} class="lobby-rooms scrolls">
        <RoomList filter={typed()} />
        <Show when={withDirectory()}>
          <Directory filter={typed()} />
        </Show>
      </div>
      <footer class="lobby-foot">
        <StatusLine />
      </footer>
      <Show when={making()}>
        <NewRoom name={typed().trim()} onClose={() => setMaking(false)} />
      </Show>
    </section>
  )
}
