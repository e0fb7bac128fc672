import { Match, Show, Switch } from 'solid-js'
import { capMarks, isolated } from '../ui/marks.ts'
import { count, people, sentences } from '../ui/sentences.ts'
import { dayName } from '../ui/times.ts'
import { MessageRow } from './MessageRow.tsx'
import type { MessageRow as MessageRowData, Row } from './rows.ts'
import type { MembershipNotice, RoomView } from './view.ts'

export function TimelineRow(props: { row: Row; room: RoomView; active: boolean }) {
  const message = (): MessageRowData | null => (props.row.kind === 'message' ? props.row : null)
  const notices = () => (props.row.kind === 'coming-and-going' ? props.row.notices : null)
  return (
    <Switch>
      <Match when={message()}>{(row) => <MessageRow row={row()} active={props.active} />}</Match>
      <Match when={props.row.kind === 'day'}>
        <p class="row-day">
          <span>{dayName(props.row.time, Date.now())}</span>
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

/** `amy and bob joined · cy left`, however many there were. */
function ComingAndGoing(props: { notices: readonly MembershipNotice[] }) {
  const words = () =>
    (['joined', 'left', 'removed'] as const)
      .map((did) => [did, [...new Set(props.notices.filter((one) => one.did === did).map((one) => one.name))]] as const)
      .filter(([, names]) => names.length > 0)
      .map(
        ([did, names]) =>
          `${people(names.map(isolated))} ${names.length > 1 && did === 'removed' ? 'were removed' : sentences.did[did]}`,
      )
      .join(' · ')
  return <p class="row-coming">{words()}</p>
}

function Start(props: { room: RoomView }) {
  return (
    <Show when={props.room.older() === 'none'} fallback={<p class="row-start loading">Older messages…</p>}>
      <div class="row-start">
        <h2>
          <bdi>{capMarks(props.room.title())}</bdi>
        </h2>
        <p>
          {props.room.messages().length === 0 ? 'Nothing said yet. The first word is yours.' : 'The room begins here.'}{' '}
          {props.room.visibility() === 'private' ? 'Only its members read it.' : 'Anyone may read it.'}{' '}
          {count(props.room.members().length, 'member')}.
        </p>
      </div>
    </Show>
  )
}
