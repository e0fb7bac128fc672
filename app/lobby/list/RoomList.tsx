import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { Arriving } from '../../status/Arriving.tsx'
import { ArrivingDialog } from '../../status/ArrivingDialog.tsx'
import { useStatus } from '../../status/useStatus.ts'
import { loadAhead, part } from '../../ui/reactive/part.ts'
import { t } from '../../words/lobby.ts'
import type { RoomSummary } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import { lineMenus, type OpenedMenu } from './lineMenus.ts'
import { RoomSection } from './RoomSection.tsx'
import { isRoomAt, type Sort, sectionsOf } from './roomOrder.ts'
import './room-list.css'

const loadMenu = () => import('./RoomMenu.tsx')
const RoomMenu = part(loadMenu)
const LeaveRoom = part(() => import('./LeaveRoom.tsx'))
const NewConversation = part(() => import('../new/NewConversation.tsx'))

export function RoomList(props: { filter: string; sort: Sort }) {
  const lobby = useLobby()
  const status = useStatus()
  const location = useLocation()
  const navigate = useNavigate()
  const [leaving, setLeaving] = createSignal<RoomSummary>()
  const [starting, setStarting] = createSignal(false)
  const [menu, setMenu] = createSignal<OpenedMenu>()
  const [refused, setRefused] = createSignal('')
  const sections = createMemo(() => sectionsOf(lobby.rooms(), props.filter, props.sort))
  const isShown = () => lobby.hasOrder() || lobby.rooms().length === 0
  const menuRoom = createMemo(() => lobby.rooms().find(({ id }) => id === menu()?.room))
  const goFrom = (room: string) => {
    if (isRoomAt(location.pathname, room)) navigate('/')
  }
  // It should be there at once when it is asked for.
  loadAhead(loadMenu, 500)
  const openMenu = (opened: OpenedMenu) => {
    setRefused('')
    setMenu(opened)
  }
  const closeMenu = (back: boolean) => {
    const { anchor } = menu() ?? {}
    setMenu(undefined)
    if (back) anchor?.focus()
  }

  return (
    <nav ref={(nav) => lineMenus(nav, openMenu)} aria-label={t('myRooms')}>
      <Show when={refused()}>
        <p class="lobby-refused" role="alert">
          {refused()}
        </p>
      </Show>
      <Show when={lobby.rooms().length === 0 && (lobby.isKnown() || status.network() === 'offline')}>
        <p class="lobby-empty">{t(lobby.isKnown() ? 'noRooms' : 'roomsNotHere')}</p>
      </Show>
      <For each={isShown() ? sections().map(({ name }) => name) : []}>
        {(name) => (
          <RoomSection
            name={name}
            rooms={sections().find((section) => section.name === name)?.rooms ?? []}
            filter={props.filter}
            menuOf={menu()?.room}
            onStart={() => setStarting(true)}
          />
        )}
      </For>
      <Show when={!isShown()}>
        <ul class="plain room-list" aria-hidden="true">
          <For each={lobby.rooms().slice(0, 12)}>{() => <li class="room-coming" />}</For>
        </ul>
      </Show>
      <For each={lobby.leftBehind()}>
        {({ room, texts }) => (
          <a class="left-behind" href={`/r/${room}`}>
            {t('leftBehind', texts)}
          </a>
        )}
      </For>
      <Arriving missing={() => null}>
        <Show when={menu()} keyed>
          {({ anchor }) => (
            <Show when={menuRoom()}>
              {(room) => (
                <RoomMenu
                  room={room()}
                  anchor={anchor}
                  onLeave={() => setLeaving(room())}
                  onRefused={setRefused}
                  onClosed={() => goFrom(room().id)}
                  onClose={closeMenu}
                />
              )}
            </Show>
          )}
        </Show>
      </Arriving>
      <ArrivingDialog onClose={() => setLeaving(undefined)}>
        <Show when={leaving()}>
          {(room) => (
            <LeaveRoom
              room={room().id}
              name={room().name}
              leave={() => lobby.leave(room().id)}
              onLeft={() => goFrom(room().id)}
              onClose={() => setLeaving(undefined)}
            />
          )}
        </Show>
      </ArrivingDialog>
      <Show when={starting()}>
        <ArrivingDialog onClose={() => setStarting(false)}>
          <NewConversation onClose={() => setStarting(false)} />
        </ArrivingDialog>
      </Show>
    </nav>
  )
}
