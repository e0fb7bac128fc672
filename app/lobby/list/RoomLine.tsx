import Ellipsis from 'lucide-solid/icons/ellipsis'
import Lock from 'lucide-solid/icons/lock'
import Users from 'lucide-solid/icons/users'
import { type JSX, Show } from 'solid-js'
import { useRoomParts } from '../../room/useRoomParts.ts'
import { useNow } from '../../ui/reactive/useNow.ts'
import { Rich } from '../../ui/text/Rich.tsx'
import { shortTime } from '../../ui/text/times.ts'
import { people } from '../../words/english.ts'
import { t } from '../../words/lobby.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import type { RoomSummary } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import { useOwn } from '../model/ownContext.ts'
import { RoomAvatar } from './RoomAvatar.tsx'

/** One room in the list. `lineMenus` opens its menu. */
export function RoomLine(props: { room: RoomSummary; open: boolean; menuOpen: boolean }) {
  const now = useNow()
  const parts = useRoomParts()
  /** A finger also enters before it presses. */
  const warm = () => parts().warm.warm(props.room.id)
  return (
    <li class="room-item" classList={{ unread: props.room.unread > 0, menu: props.menuOpen }} data-room={props.room.id}>
      <a
        class="room-link"
        href={`/r/${props.room.id}`}
        aria-current={props.open ? 'page' : undefined}
        onPointerEnter={warm}
        onFocus={warm}
      >
        <RoomAvatar room={props.room} />
        <span class="room-line">
          <bdi class="room-name one-line">{capMarks(props.room.name)}</bdi>
          <Show when={props.room.kind === 'room' && props.room.visibility === 'private'}>
            <Lock size={12} aria-label={t('private')} />
          </Show>
          <Show when={props.room.last}>{(last) => <time class="room-time">{shortTime(last().time, now())}</time>}</Show>
        </span>
        <span class="room-line">
          <Preview room={props.room} />
          <People room={props.room} />
          <Mentions room={props.room} />
          <Unread number={props.room.unread} quiet={props.room.kind === 'room' && props.room.mentions === 0} />
        </span>
      </a>
      <button
        type="button"
        class="icon-button room-more"
        aria-label={t('more', isolated(props.room.name))}
        aria-haspopup="menu"
        aria-expanded={props.menuOpen}
      >
        <Ellipsis size={16} />
      </button>
    </li>
  )
}

function Preview(props: { room: RoomSummary }) {
  const own = useOwn()
  const draft = () => {
    const typed = own.opened()?.drafts.of({ room: props.room.id })
    return typed?.edit?.text || typed?.text
  }
  return (
    <span class="room-last">
      <Show when={!props.room.waiting} fallback={<span class="one-line">{t('waiting')}</span>}>
        <Show when={draft()} fallback={<Last room={props.room} />}>
          {(draft) => <Saying who={<span class="room-draft">{t('draftOf')}</span>} text={draft()} />}
        </Show>
      </Show>
    </span>
  )
}

function Last(props: { room: RoomSummary }) {
  const lobby = useLobby()
  const isOfTwo = () => props.room.kind === 'direct' && props.room.people.length === 1
  const who = (last: { own: boolean; author: string }) => {
    if (last.own) return t('you')
    return isOfTwo() ? '' : capMarks(last.author)
  }
  const silence = () => {
    if (isOfTwo() && lobby.blocked().has(props.room.people[0]?.user ?? '')) return t('blocked')
    return props.room.silent ? t('silent') : capMarks(props.room.topic)
  }
  return (
    <Show when={props.room.last} fallback={<bdi class="one-line">{silence()}</bdi>}>
      {(last) => (
        <Saying
          who={who(last()) && <Rich text={t('saidBy')} with={{ name: <bdi>{who(last())}</bdi> }} />}
          text={last().text}
        />
      )}
    </Show>
  )
}

function Saying(props: { who: JSX.Element; text: string }) {
  return (
    <>
      <Show when={props.who}>{(who) => <span class="room-last-who one-line">{who()}</span>}</Show>
      <span class="room-last-words">
        <bdi class="one-line">{capMarks(props.text)}</bdi>
      </span>
    </>
  )
}

/**
 * Who is here now, else the number of members. Screen readers hear both. A conversation of two shows presence as a dot
 * on the picture instead.
 */
function People(props: { room: RoomSummary }) {
  return (
    <>
      <Show when={props.room.kind === 'room' && props.room.members > 0}>
        <Show when={props.room.here.length === 0}>
          <span class="room-members" title={t('members', props.room.members)} aria-hidden="true">
            <Users size={11} />
            {props.room.members}
          </span>
        </Show>
        <span class="unseen">{t('read.members', props.room.members)}</span>
      </Show>
      <Show when={props.room.here.length > 0}>
        <span class="room-here" title={t('hereNow', people(props.room.here, 6))}>
          <span aria-hidden="true">{t('here', props.room.here.length)}</span>
          <span class="unseen">{t('read.hereNow', people(props.room.here))}</span>
        </span>
      </Show>
      <Show when={props.room.presence !== 'offline' && props.room.presence}>
        {(presence) => <span class="unseen">{t(`read.${presence()}`)}</span>}
      </Show>
    </>
  )
}

/** How many of the unread messages are for this person. In a conversation all of them are. */
function Mentions(props: { room: RoomSummary }) {
  return (
    <Show when={props.room.kind === 'room' && props.room.mentions > 0}>
      <span class="room-mentions" title={t('mentions', props.room.mentions)}>
        <span aria-hidden="true">{t('mentionsShort', props.room.mentions)}</span>
        <span class="unseen">{t('read.mentions', props.room.mentions)}</span>
      </span>
    </Show>
  )
}

/** `quiet`: none of it is for this person in particular. */
function Unread(props: { number: number; quiet: boolean }) {
  return (
    <Show when={props.number > 0}>
      <span class="room-unread" classList={{ quiet: props.quiet }} title={t('unreadMessages', props.number)}>
        <span aria-hidden="true">{props.number > 999 ? '999+' : props.number}</span>
        <span class="unseen">{t('read.unread', props.number)}</span>
      </span>
    </Show>
  )
}
