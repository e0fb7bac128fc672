import { For, Match, Show, Switch } from 'solid-js'
import { createPersonHref } from '../../people/personHref.ts'
import { count } from '../../ui/sentences.ts'
import { dayName } from '../../ui/times.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import type { MembershipNotice, RoomView } from '../model/RoomView.ts'
import { FoldedMessage, isFolded } from './FoldedMessage.tsx'
import { MessageRow } from './MessageRow.tsx'
import { noticesText } from './noticesText.ts'
import type { MessageRow as MessageRowData, Row } from './rows.ts'

export function TimelineRow(props: { row: Row; room: RoomView; active: boolean }) {
  const message = (): MessageRowData | null => (props.row.kind === 'message' ? props.row : null)
  const notices = () => (props.row.kind === 'coming-and-going' ? props.row.notices : null)
  return (
    <Switch>
      <Match when={message()}>
        {(row) => (
          <Show when={!isFolded(row().message)} fallback={<FoldedMessage row={row()} active={props.active} />}>
            <MessageRow row={row()} active={props.active} />
          </Show>
        )}
      </Match>
      <Match when={props.row.kind === 'day'}>
        <p class="row-day">
          <span>{dayName(props.row.time, props.room.now())}</span>
        </p>
      </Match>
      <Match when={props.row.kind === 'new'}>
        <p class="row-new">
          <span>New</span>
        </p>
      </Match>
      <Match when={notices()}>{(list) => <ComingAndGoing notices={list()} />}</Match>
      <Match when={props.row.kind === 'start'}>
        <Start room={props.room} />
      </Match>
      <Match when={props.row.kind === 'end'}>
        <div class="row-end" />
      </Match>
    </Switch>
  )
}

function ComingAndGoing(props: { notices: readonly MembershipNotice[] }) {
  const href = createPersonHref()
  const users = () => [
    ...new Map(
      props.notices.flatMap(({ did, user, name }) => (did === 'device' && user ? [[user, name] as const] : [])),
    ),
  ]
  return (
    <p class="row-coming">
      {noticesText(props.notices)}
      <For each={users()}>
        {([user, name]) => (
          <>
            {' · '}
            <a href={href(user)}>Devices of {isolated(name)}</a>
          </>
        )}
      </For>
    </p>
  )
}

function Start(props: { room: RoomView }) {
  return (
    <Show when={props.room.older() === 'none'} fallback={<p class="row-start loading">Older messages…</p>}>
      <div class="row-start">
        <h2>
          <bdi>{capMarks(props.room.title())}</bdi>
        </h2>
        <p>
          {props.room.messages().length === 0 ? nothingYet(props.room) : beginning(props.room)} {readers(props.room)}
        </p>
      </div>
    </Show>
  )
}

const beginning = (room: RoomView): string =>
  room.kind() === 'direct' ? 'This is the start of the conversation.' : 'This is the start of the room.'

const nothingYet = (room: RoomView): string => (room.mayPost() ? 'No messages yet. Say hello!' : 'No messages yet.')

const readers = (room: RoomView): string => {
  if (room.kind() === 'direct') return 'Only the people in it can read it.'
  const members = count(room.members().length, 'member')
  return `${whoReads(room)} ${members}.`
}

const whoReads = (room: RoomView): string => {
  if (room.visibility() === 'private') return 'Only members can read it.'
  return room.guests() ? 'Anyone can read it.' : 'Anyone with an account can read it.'
}
