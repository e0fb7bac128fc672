import AtSign from 'lucide-solid/icons/at-sign'
import MessageCirclePlus from 'lucide-solid/icons/message-circle-plus'
import Plus from 'lucide-solid/icons/plus'
import { type JSX, Match, Show, Switch } from 'solid-js'
import { RoomAvatar } from '../lobby/list/RoomAvatar.tsx'
import type { PublicRoom, RoomSummary } from '../lobby/model/LobbyView.ts'
import { Avatar } from '../ui/pictures/Avatar.tsx'
import { Rich } from '../ui/text/Rich.tsx'
import { capMarks } from '../words/marks.ts'
import { t as refusals } from '../words/refusals.ts'
import { t } from '../words/switcher.ts'
import type { SwitcherEntry } from './entries.ts'

export function EntryLine(props: {
  entry: SwitcherEntry
  id: string
  isActive: boolean
  onPoint: () => void
  onChoose: () => void
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      id={props.id}
      class="switcher-entry"
      role="option"
      tabindex="-1"
      aria-selected={props.isActive}
      onPointerMove={() => props.onPoint()}
      onClick={() => props.onChoose()}
    >
      <EntryWords entry={props.entry} />
    </div>
  )
}

function EntryWords(props: { entry: SwitcherEntry }) {
  const of = <K extends SwitcherEntry['kind']>(kind: K) =>
    props.entry.kind === kind && (props.entry as Extract<SwitcherEntry, { kind: K }>)
  return (
    <Switch>
      <Match when={of('room')}>{(entry) => <MyRoom room={entry().room} />}</Match>
      <Match when={of('public')}>{(entry) => <OpenRoom room={entry().room} banned={entry().banned} />}</Match>
      <Match when={of('person')}>
        {(entry) => (
          <>
            <Avatar id={entry().person.user} name={entry().person.name} picture={entry().person.picture} />
            <Words name={entry().person.name} more={`@${entry().person.username}`} />
          </>
        )}
      </Match>
      <Match when={of('find')}>
        {(entry) => (
          <Doing icon={<AtSign size={16} />}>
            <Rich text={t('writeTo')} with={{ person: <bdi>{`@${entry().username}`}</bdi> }} />
          </Doing>
        )}
      </Match>
      <Match when={of('make')}>
        {(entry) => (
          <Doing icon={<Plus size={16} />}>
            <Rich text={t('createRoom')} with={{ room: <bdi>{entry().name}</bdi> }} />
          </Doing>
        )}
      </Match>
      <Match when={of('several')}>
        <Doing icon={<MessageCirclePlus size={16} />}>{t('several')}</Doing>
      </Match>
    </Switch>
  )
}

function MyRoom(props: { room: RoomSummary }) {
  return (
    <>
      <RoomAvatar room={props.room} />
      <Words name={props.room.name} more={props.room.archived ? t('archived') : props.room.topic} />
      <Show when={props.room.unread > 0}>
        <span class="switcher-unread">{t('unread', props.room.unread)}</span>
      </Show>
    </>
  )
}

function OpenRoom(props: { room: PublicRoom; banned: boolean }) {
  const about = () => (props.banned ? refusals('why.banned') : t('public', props.room.members))
  return (
    <>
      <Avatar id={props.room.id} name={props.room.name} picture={props.room.picture} of="room" />
      <Words name={props.room.name} more={about()} />
    </>
  )
}

function Words(props: { name: string; more: string }) {
  return (
    <span class="switcher-words">
      <bdi class="one-line">{capMarks(props.name)}</bdi>{' '}
      <Show when={!props.name.endsWith(props.more)}>
        <bdi class="switcher-more one-line">{capMarks(props.more)}</bdi>
      </Show>
    </span>
  )
}

function Doing(props: { icon: JSX.Element; children: JSX.Element }) {
  return (
    <>
      <span class="switcher-icon">{props.icon}</span>
      <span class="one-line">{props.children}</span>
    </>
  )
}
