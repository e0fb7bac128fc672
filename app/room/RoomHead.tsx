import ArrowLeft from 'lucide-solid/icons/arrow-left'
import CalendarSearch from 'lucide-solid/icons/calendar-search'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Link from 'lucide-solid/icons/link'
import Lock from 'lucide-solid/icons/lock'
import LogOut from 'lucide-solid/icons/log-out'
import Pin from 'lucide-solid/icons/pin'
import Settings from 'lucide-solid/icons/settings'
import Users from 'lucide-solid/icons/users'
import { createMemo, Match, Show, Switch } from 'solid-js'
import { isToldApart } from '../../shared/room/tell-apart.ts'
import { Trouble } from '../status/StatusLine.tsx'
import { Avatar } from '../ui/pictures/Avatar.tsx'
import { Menu, MenuItem } from '../ui/popups/Menu.tsx'
import { t as common } from '../words/common.ts'
import { capMarks } from '../words/marks.ts'
import { t as messages } from '../words/message.ts'
import { t } from '../words/room.ts'
import { isPresenceKnown } from './model/people.ts'
import type { MemberView, RoomView } from './model/RoomView.ts'
import type { DialogName } from './RoomDialog.tsx'

export function RoomHead(props: {
  room: RoomView
  membersOpen: boolean
  onMembers: () => void
  onOpen: (dialog: DialogName) => void
  onDay: () => void
}) {
  const here = createMemo(() => hereOf(props.room.members()))
  /** In a conversation of two it is the other person's user name, which is unique. A display name is not. */
  const about = () => {
    const others = props.room.kind() === 'direct' ? props.room.members().filter((member) => !member.you) : []
    const [other] = others
    return other && others.length === 1 && !isToldApart(other) ? `@${other.username}` : props.room.topic()
  }
  const asking = () => props.room.requests().filter(({ user }) => props.room.may('answer', user)).length
  return (
    <header class="room-head">
      <a class="icon-button room-back" href="/" aria-label={t('backToRooms')}>
        <ArrowLeft class="mirrors" size={20} />
      </a>
      <Face room={props.room} />
      <div class="room-title">
        <h1 class="one-line">
          <Show when={props.room.kind() === 'room' && props.room.visibility() === 'private'}>
            <Lock size={14} aria-label={t('privateRoom')} />
          </Show>
          <bdi class="one-line">{capMarks(props.room.title())}</bdi>
        </h1>
        <p class="one-line">
          <Trouble />
          <span class="room-about">
            <Show when={props.room.archived() !== null}>
              <span class="room-archived">{t('archived')}</span>
            </Show>
            <WhoReads here={here()} guests={props.room.guestsReading()} />
            <bdi class="room-topic">{capMarks(about())}</bdi>
          </span>
        </p>
      </div>
      <button
        type="button"
        class="room-members-button"
        aria-label={whoIsIn(props.room.members())}
        aria-expanded={props.membersOpen}
        title={t('members')}
        onClick={() => props.onMembers()}
      >
        <Users size={18} />
        <span aria-hidden="true">{props.room.members().length}</span>
        <Show when={asking() > 0}>
          <span class="room-asking" title={t('requests', asking())} />
        </Show>
      </button>
      <RoomMenu room={props.room} onOpen={props.onOpen} onDay={props.onDay} />
    </header>
  )
}

const whoIsIn = (members: readonly MemberView[]): string =>
  isPresenceKnown(members) ? t('membersAndHere', members.length, hereOf(members)) : t('membersOnly', members.length)

const hereOf = (members: readonly MemberView[]): number => members.filter(({ here }) => here).length

/** The picture of the room, if it has one. In a conversation of two, the picture of the other person. */
function Face(props: { room: RoomView }) {
  const other = () => {
    const others = props.room.members().filter((member) => !member.you)
    return props.room.kind() === 'direct' && others.length === 1 ? others[0] : undefined
  }
  return (
    <Switch>
      <Match when={other()}>
        {(other) => <Avatar id={other().user} name={other().name} picture={other().picture} />}
      </Match>
      <Match when={props.room.picture()}>
        {(picture) => <Avatar id={props.room.id} name={props.room.title()} picture={picture()} of="room" />}
      </Match>
    </Switch>
  )
}

/** For example `3 here · 2 guests reading`. A person who is alone here sees no number. */
function WhoReads(props: { here: number; guests: number }) {
  return (
    <>
      <Show when={props.here > 1}>
        <span>{t('here', props.here)}</span>
      </Show>
      <Show when={props.guests > 0}>
        <span>{t('guestsReading', props.guests)}</span>
      </Show>
    </>
  )
}

function RoomMenu(props: { room: RoomView; onOpen: (dialog: DialogName) => void; onDay: () => void }) {
  const mayLeave = () => {
    const refusal = props.room.judge('leave')
    return refusal === null || refusal === 'owner-must-hand-over'
  }
  const isInside = () => props.room.kind() === 'room' && props.room.role() !== 'guest'
  return (
    <Menu label={t('menu')} button={<Ellipsis size={20} />}>
      <Show when={isInside() && props.room.may('invite')}>
        <MenuItem icon={<Link size={16} />} onChoose={() => props.onOpen('invite')}>
          {t('inviteByLink')}
        </MenuItem>
      </Show>
      <MenuItem icon={<Pin size={16} />} onChoose={() => props.onOpen('pins')}>
        {messages('pins')}
      </MenuItem>
      <MenuItem icon={<CalendarSearch size={16} />} onChoose={() => props.onDay()}>
        {t('jumpToDate')}
      </MenuItem>
      <Show when={isInside()}>
        <MenuItem icon={<Settings size={16} />} onChoose={() => props.onOpen('settings')}>
          {t('settings')}
        </MenuItem>
      </Show>
      <Show when={isInside() && mayLeave()}>
        <MenuItem danger icon={<LogOut size={16} />} onChoose={() => props.onOpen('leave')}>
          {common('leaveRoom')}
        </MenuItem>
      </Show>
    </Menu>
  )
}
