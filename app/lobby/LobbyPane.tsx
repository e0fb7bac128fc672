import { useLocation } from '@solidjs/router'
import Compass from 'lucide-solid/icons/compass'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import { Arriving } from '../status/Arriving.tsx'
import { ArrivingDialog } from '../status/ArrivingDialog.tsx'
import { StatusLine } from '../status/StatusLine.tsx'
import { Logo } from '../ui/page/Logo.tsx'
import { createKeptChoice } from '../ui/reactive/keptChoice.ts'
import { part } from '../ui/reactive/part.ts'
import { t as common } from '../words/common.ts'
import { t } from '../words/lobby.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { EnterField } from './directory/EnterField.tsx'
import { PublicRooms } from './directory/PublicRooms.tsx'
import { LobbyCards } from './LobbyCards.tsx'
import { LobbyLinks } from './LobbyLinks.tsx'
import { RoomList } from './list/RoomList.tsx'
import type { Sort } from './list/roomOrder.ts'
import { SortMenu } from './list/SortMenu.tsx'
import { useOwn } from './model/ownContext.ts'
import { openSwitcher } from './switcherShown.ts'
import { MyThreadsLine } from './threads/MyThreadsLine.tsx'
import { UnreadLine } from './unread/UnreadLine.tsx'
import './lobby.css'

const OwnLinks = part(() => import('./own/OwnLinks.tsx'))
const NewRoom = part(() => import('./new/NewRoom.tsx'))

/** My rooms: a column beside every screen where there is enough width, otherwise a screen of its own. */
export function LobbyPane(props: { withDirectory?: boolean }) {
  const account = useAccount()
  const own = useOwn()
  const [typed, setTyped] = createSignal('')
  const [making, setMaking] = createSignal(false)
  const [sort, setSort] = createKeptChoice<Sort>('lobby.sort', ['recent', 'name'])
  const location = useLocation()
  /** The page of public rooms already shows the directory, so the column does not repeat it. */
  const withDirectory = () => props.withDirectory || (typed().trim() !== '' && location.pathname !== '/')
  let pane: HTMLDivElement | undefined
  keepScroll(() => pane)
  const me = () => {
    const state = account.state()
    return state.name === 'signed-in' ? state.me : null
  }
  return (
    <section class="lobby" data-pane tabindex="-1" aria-label={t('rooms')}>
      <header class="lobby-head">
        <a class="lobby-home" href="/">
          <Logo size={24} />
          <h1>{t('yabber')}</h1>
        </a>
        <button
          type="button"
          class="icon-button"
          aria-label={t('goTo')}
          title={t('goToWithKeys')}
          onClick={openSwitcher}
        >
          <Compass size={18} />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={common('newRoom')}
          title={common('newRoom')}
          onClick={() => setMaking(true)}
        >
          <Plus size={20} />
        </button>
        <Show when={me()}>{(me) => <AccountMenu me={me()} />}</Show>
      </header>
      <div class="lobby-find">
        <EnterField typed={typed()} onType={setTyped} onCreate={() => setMaking(true)} />
        <SortMenu sort={sort()} onSort={setSort} />
      </div>
      <div ref={pane} class="lobby-rooms scrolls">
        <LobbyLinks />
        <LobbyCards />
        <MyThreadsLine />
        <UnreadLine />
        <RoomList filter={typed()} sort={sort()} />
        <Show when={withDirectory()}>
          <PublicRooms filter={typed()} />
        </Show>
      </div>
      <Show when={own.opened()}>
        {(own) => (
          <Arriving missing={() => null}>
            <OwnLinks own={own()} />
          </Arriving>
        )}
      </Show>
      <footer class="lobby-foot">
        <StatusLine />
      </footer>
      <Show when={making()}>
        <ArrivingDialog onClose={() => setMaking(false)}>
          <NewRoom name={typed().trim()} onMade={() => setTyped('')} onClose={() => setMaking(false)} />
        </ArrivingDialog>
      </Show>
    </section>
  )
}

let scrolledTo = 0

/** Restores the scroll position of the pane, which on a phone is removed and drawn again. */
function keepScroll(pane: () => HTMLElement | undefined) {
  onMount(() => pane()?.scrollTo({ top: scrolledTo, behavior: 'instant' }))
  onCleanup(() => {
    scrolledTo = pane()?.scrollTop ?? 0
  })
}
