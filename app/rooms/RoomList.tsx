import { useLocation, useNavigate } from '@solidjs/router'
import Lock from 'lucide-solid/icons/lock'
import LogOut from 'lucide-solid/icons/log-out'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { Avatar } from '../ui/Avatar.tsx'
import { Keyed } from '../ui/Keyed.tsx'
import { capMarks } from '../ui/marks.ts'
import { count, people } from '../ui/sentences.ts'
import { shortTime } from '../ui/times.ts'
import { useViews } from '../views.ts'
import { LeaveRoom } from './LeaveRoom.tsx'
import { fits } from './search.ts'
import type { RoomSummary } from './view.ts'
import './room-list.css'

export function RoomList(props: { filter: string }) {
  const { lobby } = useViews()
  const location = useLocation()
  const navigate = useNavigate()
  const [leaving, setLeaving] = createSignal<RoomSummary>()
  const shown = createMemo(() => lobby.rooms().filter((room) => fits(room.name, props.filter)))
  const left = (room: string) => {
    if (location.pathname === `/r/${room}`) navigate('/')
  }
  return (
    <nav aria-label="My rooms">
      <ul class="plain room-list">
        <Keyed each={shown()} by={(room) => room.id}>
          {(room) => (
            <RoomItem room={room()} open={location.pathname === `/r/${room().id}`} onLeave={() => setLeaving(room())} />
          )}
        </Keyed>
      </ul>
      <Show when={lobby.rooms().length === 0}>
        <p class="lobby-empty">
          No rooms yet. Type a name above: a public room of that name is joined, a free name becomes a room.
        </p>
      </Show>
      <For each={lobby.leftBehind()}>
        {({ room, texts }) => (
          <a class="left-behind" href={`/r/${room}`}>
            {count(texts, 'message')} not sent, in a room you are no longer in
          </a>
        )}
      </For>
      <Show when={leaving()}>
        {(room) => (
          <LeaveRoom
            name={room().name}
            leave={() => lobby.leave(room().id)}
            onLeft={() => left(room().id)}
            onClose={() => setLeaving(undefined)}
          />
        )}
      </Show>
    </nav>
  )
}

function RoomItem(props: { room: RoomSummary; open: boolean; onLeave: () => void }) {
  return (
    <li class="room-item" classList={{ unread: props.room.unread > 0 }}>
      <a class="room-link" href={`/r/${props.room.id}`} aria-current={props.open ? 'page' : undefined}>
        <Avatar id={props.room.id} name={props.room.name} of="room" />
        <span class="room-line">
          <bdi class="room-name one-line">{capMarks(props.room.name)}</bdi>
          <Show when={props.room.visibility === 'private'}>
            <Lock size={12} aria-label="private" />
          </Show>
          <Show when={props.room.last}>
            {(last) => <time class="room-time">{shortTime(last().time, Date.now())}</time>}
          </Show>
        </span>
        <span class="room-line">
          <Preview room={props.room} />
          <Here names={props.room.here} />
          <Unread number={props.room.unread} />
        </span>
      </a>
      <button
        type="button"
        class="icon-button room-leave"
        aria-label={`Leave ${props.room.name}`}
        title="Leave room"
        onClick={() => props.onLeave()}
      >
        <LogOut size={15} />
      </button>
    </li>
  )
}

function Here(props: { names: readonly string[] }) {
  return (
    <Show when={props.names.length > 0}>
      <span class="room-here" title={`Here now: ${people(props.names, 6)}`}>
        <span aria-hidden="true">{props.names.length}</span>
        <span class="unseen">, here now: {people(props.names)}</span>
      </span>
    </Show>
  )
}

function Preview(props: { room: RoomSummary }) {
  return (
    <span class="room-last one-line">
      <Show when={!props.room.waiting} fallback="Made here, waits for the network">
        <Show when={props.room.last} fallback="Nothing said yet">
          {(last) => (
            <>
              <bdi>{last().own ? 'You' : capMarks(last().author)}</bdi>:{' '}
              <bdi>{capMarks(last().text.slice(0, 120))}</bdi>
            </>
          )}
        </Show>
      </Show>
    </span>
  )
}

function Unread(props: { number: number }) {
  return (
    <Show when={props.number > 0}>
      <span class="room-unread" title={count(props.number, 'unread message')}>
        <span aria-hidden="true">{props.number > 999 ? '999+' : props.number}</span>
        <span class="unseen">, {props.number} unread</span>
      </span>
    </Show>
  )
}
