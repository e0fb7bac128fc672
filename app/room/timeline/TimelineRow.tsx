import { For, Match, Show, Switch } from 'solid-js'
import { createPersonHref } from '../../people/personHref.ts'
import { Arriving } from '../../status/Arriving.tsx'
import { useStatus } from '../../status/useStatus.ts'
import { part } from '../../ui/reactive/part.ts'
import { clockTime, dayAndTime, dayName, startOfDay } from '../../ui/text/times.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/timeline.ts'
import type { Acting } from '../message/acting.ts'
import type { MembershipNotice, MessageView, RoomView } from '../model/RoomView.ts'
import { ThreadStub } from '../thread/ThreadLine.tsx'
import { FoldedMessage, isFolded } from './FoldedMessage.tsx'
import { MessageRow } from './MessageRow.tsx'
import { noticesText } from './noticesText.ts'
import type { MessageRow as MessageRowData, Row } from './rows.ts'

const ReadByLine = part(() => import('../read/ReadByLine.tsx'))

export function TimelineRow(props: {
  row: Row
  room: RoomView
  active: boolean
  acting: Acting
  flashed: boolean
  withBar: boolean
  /** How many messages are new; null while that is not known. */
  news: () => number | null
}) {
  const message = (): MessageRowData | null => (props.row.kind === 'message' ? props.row : null)
  const notices = () => (props.row.kind === 'coming-and-going' ? props.row.notices : null)
  return (
    <Switch>
      <Match when={message()}>
        {(row) => (
          <Show when={!isFolded(row().message)} fallback={<FoldedMessage row={row()} active={props.active} />}>
            <Show
              when={!isThreadStub(row().message, props.acting)}
              fallback={<ThreadStub row={row()} active={props.active} acting={props.acting} />}
            >
              <MessageRow
                row={row()}
                active={props.active}
                acting={props.acting}
                flashed={props.flashed}
                withBar={props.withBar}
              />
            </Show>
          </Show>
        )}
      </Match>
      <Match when={props.row.kind === 'day'}>
        <div class="row-day">
          <Show when={!props.acting.inThread} fallback={<span>{dayName(props.row.time, props.room.now())}</span>}>
            <button
              type="button"
              tabindex="-1"
              title={t('jumpToDate')}
              onClick={() => props.acting.openDay(props.row.time)}
            >
              {dayName(props.row.time, props.room.now())}
            </button>
          </Show>
        </div>
      </Match>
      <Match when={props.row.kind === 'new'}>
        <p class="row-new">
          <span>{newLineText(props.news(), props.row.time, props.room.now())}</span>
        </p>
      </Match>
      <Match when={notices()}>{(list) => <ComingAndGoing notices={list()} />}</Match>
      <Match when={props.row.kind === 'start'}>
        <Show when={!props.acting.inThread}>
          <Start room={props.room} />
        </Show>
      </Match>
      <Match when={props.row.kind === 'end'}>
        <Show
          when={props.room.newer() !== 'none'}
          fallback={<End room={props.room} inThread={props.acting.inThread} />}
        >
          <Coming way="newer" />
        </Show>
      </Match>
    </Switch>
  )
}

/** It has the height of the line in it, also without one. */
function End(props: { room: RoomView; inThread: boolean }) {
  const isToldOf = () => !props.inThread && props.room.readers() !== null && props.room.messages().at(-1)?.own === true
  return (
    <div class="row-end">
      <Show when={isToldOf()}>
        <Arriving missing={() => null}>
          <ReadByLine room={props.room} />
        </Arriving>
      </Show>
    </div>
  )
}

const newLineText = (messages: number | null, since: number, now: number): string =>
  messages
    ? t('newSince', messages, startOfDay(since) === startOfDay(now) ? clockTime(since) : dayAndTime(since))
    : t('newLine')

const isThreadStub = (message: MessageView, { inThread, room }: Acting): boolean =>
  message.thread !== null && !inThread && room.threadsShown() === 'folded'

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
            <a href={href(user)}>{t('devicesOf', name)}</a>
          </>
        )}
      </For>
    </p>
  )
}

/** Stands where the loaded part ends. Without a network, what this device has comes from its disk before anybody sees this. */
function Coming(props: { way: 'older' | 'newer' }) {
  const status = useStatus()
  return <p class="row-start loading">{t(status.network() === 'offline' ? `${props.way}NotHere` : props.way)}</p>
}

function Start(props: { room: RoomView }) {
  return (
    <Show when={props.room.older() === 'none'} fallback={<Coming way="older" />}>
      <div class="row-start">
        <h2>
          <bdi>{capMarks(props.room.title())}</bdi>
        </h2>
        <p>
          {beginning(props.room)} {readers(props.room)}
          <Show when={props.room.kind() === 'room'}> {t('members', props.room.members().length)}</Show>
        </p>
      </div>
    </Show>
  )
}

const beginning = (room: RoomView): string => {
  if (room.messages().length > 0) return t(`start.${room.kind()}`)
  return room.mayPost() ? t('sayHello') : t('nothingYet')
}

const readers = (room: RoomView): string => {
  if (room.kind() === 'direct') return t('readers.direct')
  if (room.visibility() === 'private') return t('readers.members')
  return room.guests() ? t('readers.anyone') : t('readers.anyoneSignedIn')
}
