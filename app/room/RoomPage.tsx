import { useParams } from '@solidjs/router'
import { createEffect, Match, onCleanup, Show, Switch } from 'solid-js'
import { useViews } from '../views.ts'
import { Gone } from './Gone.tsx'
import { Room } from './Room.tsx'
import type { GoneReason } from './view.ts'

/** `/r/:room`: one fresh view of the room for as long as its address stays. */
export default function RoomPage() {
  const params = useParams()
  return (
    <Show when={params.room} keyed>
      {(id) => <OpenRoom id={id} />}
    </Show>
  )
}

function OpenRoom(props: { id: string }) {
  const room = useViews().openRoom(props.id)
  onCleanup(() => room.close())

  createEffect(() => {
    document.title = room.title() ? `${room.title()} · Yabber` : 'Yabber'
  })
  onCleanup(() => {
    document.title = 'Yabber'
  })

  const why = (): GoneReason | null => {
    const phase = room.phase()
    return phase.name === 'gone' ? phase.why : null
  }
  return (
    <Switch fallback={<main class="room" data-pane tabindex="-1" aria-busy="true" />}>
      <Match when={room.phase().name === 'open'}>
        <Room room={room} />
      </Match>
      <Match when={why()}>{(why) => <Gone why={why()} room={room} />}</Match>
    </Switch>
  )
}
