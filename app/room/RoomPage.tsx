import { useParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { t } from '../words/room.ts'
import { createRoom } from './createRoom.ts'
import { Gone } from './Gone.tsx'
import type { GoneReason } from './model/RoomView.ts'
import { Room } from './Room.tsx'

/** `/r/:room`, with `/m/:message` or `/t/:thread` behind it. Opens a new view when the address changes, or when a person who lost the room is in it again. */
export default function RoomPage() {
  const params = useParams()
  const [views, setViews] = createSignal(1)
  return (
    <Show when={params.room} keyed>
      {(id) => (
        <Show when={views()} keyed>
          {(number) => (
            <OpenRoom id={id} message={params.message} thread={params.thread} onReturn={() => setViews(number + 1)} />
          )}
        </Show>
      )}
    </Show>
  )
}

function OpenRoom(props: {
  id: string
  message: string | undefined
  thread: string | undefined
  onReturn: () => void
}) {
  const lobby = useLobby()
  const room = createRoom(props.id)

  createEffect(() => {
    document.title = t('pageTitle', room.title())
  })
  onCleanup(() => {
    document.title = 'Yabber'
  })

  const why = (): GoneReason | null => {
    const phase = room.phase()
    return phase.name === 'gone' ? phase.why : null
  }
  const isMine = createMemo(() => lobby.rooms().some(({ id }) => id === props.id))
  createEffect(on(isMine, (mine, before) => mine && before === false && why() && props.onReturn()))

  return (
    <Switch fallback={<main class="room" data-pane tabindex="-1" aria-busy="true" />}>
      <Match when={room.phase().name === 'open'}>
        <Room room={room} message={props.message} thread={props.thread} />
      </Match>
      <Match when={why()}>{(why) => <Gone why={why()} room={room} />}</Match>
    </Switch>
  )
}
