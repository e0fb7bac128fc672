import ArrowDown from 'lucide-solid/icons/arrow-down'
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js'
import { dayName } from '../../ui/text/times.ts'
import { t } from '../../words/timeline.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import { Announcer } from './Announcer.tsx'
import { type ListControls, MessageList, type Place } from './MessageList.tsx'
import { createReading } from './reading.ts'
import { createRoving } from './roving.ts'
import { type Layout, layOut, type Row } from './rows.ts'
import { TimelineRow } from './TimelineRow.tsx'
import './timeline.css'

/** Load older messages when fewer rows than this are above the screen. */
const rowsAhead = 60
const dateFadesAfterMs = 1200
/** Older segments leave memory when the person has been at the end for this long. */
const releaseAfterMs = 8_000

export function Timeline(props: { room: RoomView; onLeave: () => void; ref: (list: ListControls) => void }) {
  const [place, setPlace] = createSignal<Place>({ first: 0, last: 0, atEnd: true })
  /** The newest message in sight. */
  const [shownUpTo, setShownUpTo] = createSignal<MessageView | null>(null)
  const reading = createReading(props.room, shownUpTo, () => newLine() >= 0)
  const layout = createMemo((before: Layout | undefined) =>
    layOut({ messages: props.room.messages(), notices: props.room.notices(), unread: reading.unread() }, before),
  )
  const rows = () => layout().rows
  const newLine = createMemo(() => layout().newLine)
  const atEnd = createMemo(() => place().atEnd)
  let list!: ListControls

  const look = (next: Place) => {
    setPlace(next)
    // At the end the newest row stays in sight, even if the list is not measured yet.
    setShownUpTo(messageUpTo(rows(), next.atEnd ? rows().length : next.last))
  }

  // Messages from storage may arrive after the first paint, so go to the unread line until the person does something.
  createEffect(
    on(
      newLine,
      (at) => {
        if (at >= 0 && !reading.hasActed()) list.toRow(at)
      },
      { defer: true },
    ),
  )
  createEffect(() => {
    if (props.room.older() === 'more' && place().first < rowsAhead && rows().length > 0) void props.room.loadOlder()
  })

  createEffect(() => {
    if (!atEnd()) return
    const timer = setTimeout(() => props.room.unloadOlder(), releaseAfterMs)
    onCleanup(() => clearTimeout(timer))
  })

  const roving = createRoving({ layout, place, list: () => list, onLeave: () => props.onLeave() })

  return (
    <div class="timeline">
      <MessageList
        label={t('messagesIn', props.room.title())}
        layout={layout()}
        openAt={newLine() >= 0 ? newLine() : null}
        active={roving.active()}
        ref={(controls) => {
          list = controls
          props.ref(controls)
        }}
        onPlace={look}
        onKeyDown={roving.onKeyDown}
      >
        {(row) => <TimelineRow row={row()} room={props.room} active={row().key === roving.active()} />}
      </MessageList>
      <Show when={reading.hasActed()}>
        <StickyDate row={rows()[place().first]} place={place()} now={props.room.now()} />
      </Show>
      <Show when={!place().atEnd}>
        <button type="button" class="jump" onClick={() => list.toEnd()}>
          <ArrowDown size={16} />
          {reading.unreadBelow() > 0 ? t('newMessages', reading.unreadBelow()) : t('latest')}
        </button>
      </Show>
      <Announcer messages={props.room.messages()} now={props.room.now()} />
    </div>
  )
}

function messageUpTo(rows: readonly Row[], index: number): MessageView | null {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at--) {
    const row = rows[at]
    if (row?.kind === 'message') return row.message
  }
  return null
}

/** Shows the day of the first row on screen while the person scrolls. */
function StickyDate(props: { row: Row | undefined; place: Place; now: number }) {
  const [moving, setMoving] = createSignal(false)
  let timer: ReturnType<typeof setTimeout>
  createEffect(
    on(
      () => props.place.first,
      () => {
        setMoving(!props.place.atEnd)
        clearTimeout(timer)
        timer = setTimeout(() => setMoving(false), dateFadesAfterMs)
      },
      { defer: true },
    ),
  )
  onCleanup(() => clearTimeout(timer))
  /** Empty for the start row and the dividers, which do not need it. */
  const words = () => {
    const row = props.row
    return row?.kind === 'message' || row?.kind === 'coming-and-going' ? dayName(row.time, props.now) : ''
  }
  return (
    <div class="sticky-date" classList={{ shown: moving() && words() !== '' }} aria-hidden="true">
      {words()}
    </div>
  )
}
