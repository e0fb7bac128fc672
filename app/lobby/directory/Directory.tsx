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
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { useNow } from '../../ui/reactive/useNow.ts'
import { fits } from '../../ui/text/search.ts'
import { shortTime } from '../../ui/text/times.ts'
import { t } from '../../words/directory.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import { t as refusals } from '../../words/refusals.ts'
import type { PublicRoom } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import './directory.css'

/** The public rooms that this person is not in. Anyone may read them; people with an account may join. */
export default function Directory(props: { filter: string }) {
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
    else setTrouble(refusals(`why.${result.code}`))
  }

  return (
    <section class="directory" aria-labelledby={title}>
      <h2 id={title}>{t('title')}</h2>
      <div role="alert">
        <Show when={trouble()}>
          <p class="directory-note">{trouble()}</p>
        </Show>
      </div>
      <ul class="plain">
        {/* By id, so that a new answer replaces no link that somebody is pressing. */}
        <For each={rooms().map(({ id }) => id)}>
          {(id) => (
            <Show when={rooms().find((room) => room.id === id)}>
              {(room) => (
                <PublicRoomItem
                  room={room()}
                  banned={isBanned(room())}
                  onJoin={mayJoin(room()) ? () => void join(room()) : undefined}
                />
              )}
            </Show>
          )}
        </For>
      </ul>
      <Switch>
        <Match when={lobby.directory().name === 'unknown'}>
          <p class="directory-note">{t('offline')}</p>
        </Match>
        <Match when={lobby.directory().name === 'known' && rooms().length === 0}>
          <p class="directory-note">{props.filter ? t('noMatch') : t('none')}</p>
        </Match>
      </Switch>
    </section>
  )
}

function PublicRoomItem(props: { room: PublicRoom; banned: boolean; onJoin: (() => void) | undefined }) {
  const now = useNow()
  const facts = () => {
    const { archived, members, lastAt } = props.room
    const known = props.banned
      ? [refusals('why.banned')]
      : [t('members', members), lastAt !== null && t('lastMessage', shortTime(lastAt, now()))]
    return [archived && t('archived'), ...known].filter(Boolean).join(' · ')
  }
  return (
    <li class="public-room">
      <a class="public-room-link" href={`/r/${props.room.id}`}>
        <Avatar id={props.room.id} name={props.room.name} picture={props.room.picture} of="room" />
        <span class="public-room-words">
          <bdi class="public-room-name one-line">{capMarks(props.room.name)}</bdi>
          <Show when={props.room.topic}>
            <bdi class="public-room-topic">{capMarks(props.room.topic)}</bdi>
          </Show>
          <span class="public-room-facts">{facts()}</span>
        </span>
      </a>
      <Show
        when={props.onJoin}
        fallback={
          <Show when={!props.banned}>
            <a class="button slim" href={`/r/${props.room.id}`}>
              {t('read')}
            </a>
          </Show>
        }
      >
        {(join) => (
          <button
            type="button"
            class="button slim"
            aria-label={t('joinRoom', isolated(props.room.name))}
            onClick={() => join()()}
          >
            {t('join')}
          </button>
        )}
      </Show>
    </li>
  )
}
