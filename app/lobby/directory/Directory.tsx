import { useNavigate } from '@solidjs/router'
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  Match,
  on,
  onCleanup,
  Show,
  Switch,
} from 'solid-js'
import { useAccount } from '../../account/model/AccountView.ts'
import { useStatus } from '../../status/useStatus.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { count, sentences } from '../../ui/sentences.ts'
import { shortTime } from '../../ui/times.ts'
import { useNow } from '../../ui/useNow.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import type { PublicRoom } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import { fits } from '../search.ts'
import './directory.css'

/** The public rooms that this person is not in. Anyone may read them; people with an account may join. */
export function Directory(props: { filter: string }) {
  const lobby = useLobby()
  const account = useAccount()
  const status = useStatus()
  const navigate = useNavigate()
  const title = createUniqueId()
  const [trouble, setTrouble] = createSignal<string>()
  // Also shown right after the first sign-in on a device, when the lobby does not know any room yet.
  createEffect(on(status.network, () => onCleanup(lobby.watchDirectory())))

  const mine = createMemo(() => new Set(lobby.rooms().map((room) => room.id)))
  const rooms = createMemo(() => {
    const directory = lobby.directory()
    if (directory.name !== 'known') return []
    const found = directory.rooms.filter(
      ({ id, name, topic }) => !mine().has(id) && fits(`${name} ${topic}`, props.filter),
    )
    return found.sort((a, b) => Number(a.archived) - Number(b.archived))
  })
  const isBanned = (room: PublicRoom) => lobby.banned().has(room.id)
  /** An archived room can only be read. */
  const mayJoin = (room: PublicRoom) => account.state().name === 'signed-in' && !room.archived && !isBanned(room)
  const join = async (room: PublicRoom) => {
    const result = await lobby.join(room.id)
    if (result.name === 'entered') navigate(`/r/${result.room}`)
    else setTrouble(sentences.refusal[result.code])
  }

  return (
    <section class="directory" aria-labelledby={title}>
      <h2 id={title}>Public rooms</h2>
      <div role="alert">
        <Show when={trouble()}>
          <p class="directory-note">{trouble()}</p>
        </Show>
      </div>
      <ul class="plain">
        <For each={rooms()}>
          {(room) => (
            <PublicRoomItem
              room={room}
              banned={isBanned(room)}
              onJoin={mayJoin(room) ? () => void join(room) : undefined}
            />
          )}
        </For>
      </ul>
      <Switch>
        <Match when={lobby.directory().name === 'unknown'}>
          <p class="directory-note">You’re offline. Public rooms will show here when you’re back online.</p>
        </Match>
        <Match when={lobby.directory().name === 'known' && rooms().length === 0}>
          <p class="directory-note">{props.filter ? 'No matching public rooms.' : 'No public rooms to join yet.'}</p>
        </Match>
      </Switch>
    </section>
  )
}

function PublicRoomItem(props: { room: PublicRoom; banned: boolean; onJoin: (() => void) | undefined }) {
  const now = useNow()
  return (
    <li class="public-room">
      <a class="public-room-link" href={`/r/${props.room.id}`}>
        <Avatar id={props.room.id} name={props.room.name} picture={props.room.picture} of="room" />
        <span class="public-room-words">
          <bdi class="public-room-name one-line">{capMarks(props.room.name)}</bdi>
          <Show when={props.room.topic}>
            <bdi class="public-room-topic">{capMarks(props.room.topic)}</bdi>
          </Show>
          <span class="public-room-facts">
            <Show when={props.room.archived}>archived · </Show>
            <Show when={!props.banned} fallback={sentences.refusal.banned}>
              {count(props.room.members, 'member')}
              <Show when={props.room.lastAt}>{(at) => <> · last message {shortTime(at(), now())}</>}</Show>
            </Show>
          </span>
        </span>
      </a>
      <Show
        when={props.onJoin}
        fallback={
          <Show when={!props.banned}>
            <a class="button slim" href={`/r/${props.room.id}`}>
              Read
            </a>
          </Show>
        }
      >
        {(join) => (
          <button
            type="button"
            class="button slim"
            aria-label={`Join ${isolated(props.room.name)}`}
            onClick={() => join()()}
          >
            Join
          </button>
        )}
      </Show>
    </li>
  )
}
