import ArrowDown from 'lucide-solid/icons/arrow-down'
import CornerDownLeft from 'lucide-solid/icons/corner-down-left'
import { createEffect, createMemo, createSelector, createSignal, on, onCleanup, Show, untrack } from 'solid-js'
import { Arriving } from '../../status/Arriving.tsx'
import { useStatus } from '../../status/useStatus.ts'
import { byTouch, createMedia } from '../../ui/page/media.ts'
import { loadAhead, part } from '../../ui/reactive/part.ts'
import { dayName } from '../../ui/text/times.ts'
import { t as acts } from '../../words/message.ts'
import { t as threads } from '../../words/thread.ts'
import { t } from '../../words/timeline.ts'
import type { Acting, Opened, TimelineControls } from '../message/acting.ts'
import { loadMessageParts } from '../message/MessageParts.tsx'
import { Said } from '../message/Said.tsx'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import { Announcer } from './Announcer.tsx'
import { createJumping, type Missing } from './jumping.ts'
import { type ListControls, MessageList, type Place } from './MessageList.tsx'
import { createPointedAt, rowAt } from './pointedAt.ts'
import { createReading } from './reading.ts'
import { createRoving } from './roving.ts'
import { type Layout, layOut, type Row } from './rows.ts'
import { TimelineRow } from './TimelineRow.tsx'
import { UnreadAbove } from './UnreadAbove.tsx'
import './timeline.css'

/** Load older messages when fewer rows than this are above the screen. */
const rowsAhead = 60
const dateFadesAfterMs = 1200
/** Older segments leave memory when the person has been at the end for this long. */
const releaseAfterMs = 8_000
const Touch = part(() => import('../message/Touch.tsx'))
const SelectHands = part(() => import('../select/SelectHands.tsx'))
const partsLoadAfterMs = 500

export function Timeline(props: {
  room: RoomView
  acting: Acting
  onLeave: () => void
  ref: (controls: TimelineControls) => void
}) {
  const [place, setPlace] = createSignal<Place>({ first: 0, last: 0, atEnd: true })
  /** The newest message in sight. */
  const [shownUpTo, setShownUpTo] = createSignal<MessageView | null>(null)
  const isInSight = (key: string) => {
    const { first, last } = place()
    return (
      rows()
        .slice(first, last + 1)
        .findIndex((row) => row.key === key) >= 0
    )
  }
  const reading = createReading(props.room, { shownUpTo, isInSight, hasLine: () => newLine() >= 0 })
  const layout = createMemo((before: Layout | undefined) =>
    layOut({ messages: props.room.messages(), notices: props.room.notices(), unread: reading.unread() }, before),
  )
  const rows = () => layout().rows
  const newLine = createMemo(() => layout().newLine)
  const atEnd = createMemo(() => place().atEnd)
  const isNewest = () => props.room.newer() === 'none'
  let list!: ListControls

  /** The layout that `place` counts in. For a moment after a change, that is the one before. */
  const [placedIn, setPlacedIn] = createSignal<Layout | null>(null)
  const isPlaced = () => placedIn() === layout()
  const look = (next: Place) => {
    setPlace(next)
    setPlacedIn(layout())
    // At the end the newest row stays in sight, even if the list is not measured yet.
    setShownUpTo(messageUpTo(rows(), next.atEnd ? rows().length : next.last))
  }

  const status = useStatus()
  const roving = createRoving({
    layout,
    place,
    list: () => list,
    onHome: () => {
      const isFirst = props.room.older() === 'none'
      if (!isFirst) void jumping.toFirst()
      return !isFirst
    },
    onEnd: () => jumping.toEnd(),
    onMove: () => reading.goOn(),
    onLeave: () => props.onLeave(),
  })
  const jumping = createJumping({
    room: props.room,
    layout,
    place,
    list: () => list,
    focus: (key, how) => {
      // Wherever the focus is, the person asked to be led away from there.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      roving.focus(key, how)
    },
    onWait: () => props.acting.say(acts('jumpWaits'), true),
    elsewhere: props.acting.elsewhere,
    onMissing: (what) => props.acting.say(missing(what, status.network() === 'offline'), true),
  })

  // Messages from storage may arrive after the first paint, so go to the unread line until the person does something.
  createEffect(
    on(
      newLine,
      (at) => {
        if (at >= 0 && !reading.hasActed() && !reading.isHeld() && !jumping.hasOrigin()) list.toRow(at)
      },
      { defer: true },
    ),
  )
  createEffect(() => {
    if (isPlaced() && props.room.older() === 'more' && place().first < rowsAhead) void props.room.loadOlder()
  })

  createEffect(() => {
    if (isPlaced() && props.room.newer() === 'more' && rows().length - place().last < rowsAhead)
      void props.room.loadNewer()
  })
  createEffect(() => {
    const segment = isPlaced() ? messageUpTo(rows(), place().last)?.segment : undefined
    if (segment !== undefined) untrack(() => props.room.releaseFarFrom(segment))
  })

  createEffect(() => {
    if (!atEnd()) return
    const timer = setTimeout(() => props.room.unloadOlder(), releaseAfterMs)
    onCleanup(() => clearTimeout(timer))
  })

  const toEnd = () => {
    reading.goOn()
    jumping.toEnd()
  }
  const messageOf = (row: HTMLElement): MessageView | undefined => {
    const found = rows()[layout().keys.indexOf(row.dataset.key ?? '')]
    return found?.kind === 'message' ? found.message : undefined
  }
  const touch = createMedia('(any-pointer: coarse)')
  const byFinger = createMedia(byTouch)
  const pointedAt = createPointedAt()
  /** The bar stays while something that it opened is open. Fingers have no bar. */
  const isBarAt = createSelector(() => (byFinger() ? null : barOf(props.acting.opened())) ?? pointedAt.key())
  const isActive = createSelector(roving.active)
  const isFlashed = createSelector(jumping.flashed)

  const onFocusIn = (event: FocusEvent) => {
    pointedAt.onFocusIn(event)
    const key = rowAt(event.target)?.dataset.key
    if (key) roving.setActive(key)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowAt(event.target)
    const message = row === event.target && row ? messageOf(row) : undefined
    if (!row || !message || !props.acting.press(event, message, row)) return roving.onKeyDown(event)
    event.preventDefault()
    event.stopPropagation()
  }
  const onContextMenu = (event: MouseEvent) => {
    const row = rowAt(event.target)
    const message = row ? messageOf(row) : undefined
    if (!row || !message || event.defaultPrevented || isForTheBrowser(event)) return
    event.preventDefault()
    props.acting.openMenu(message, row, { x: event.clientX, y: event.clientY })
  }
  loadAhead(loadMessageParts, partsLoadAfterMs)
  let box!: HTMLDivElement

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: these are for the messages in the list
    <div
      ref={box}
      class="timeline"
      onPointerOver={pointedAt.onPointerOver}
      onPointerLeave={pointedAt.onPointerLeave}
      onFocusIn={onFocusIn}
      onFocusOut={pointedAt.onFocusOut}
      onContextMenu={onContextMenu}
    >
      <MessageList
        label={props.acting.inThread ? threads('messages') : t('messagesIn', props.room.title())}
        layout={layout()}
        isNewest={isNewest()}
        openAt={newLine() >= 0 ? newLine() : null}
        active={roving.active()}
        ref={(controls) => {
          list = controls
          props.ref({
            toEnd,
            jumpTo: jumping.jumpTo,
            toDay: jumping.toDay,
            toFirst: jumping.toFirst,
            focus: roving.focus,
            leave: roving.leave,
          })
        }}
        onPlace={look}
        onKeyDown={onKeyDown}
      >
        {(row) => (
          <TimelineRow
            row={row()}
            room={props.room}
            active={isActive(row().key)}
            acting={props.acting}
            flashed={isFlashed(row().key)}
            withBar={isBarAt(row().key)}
            news={reading.newCount}
          />
        )}
      </MessageList>
      <Show when={reading.hasActed()}>
        <StickyDate row={rows()[place().first]} place={place()} now={props.room.now()} />
      </Show>
      <UnreadAbove rows={rows()} place={place()} late={props.room.lateUnread()} onJump={jumping.jumpTo} />
      <Show when={!place().atEnd}>
        <Show when={jumping.hasOrigin()}>
          <button type="button" class="jump back" onClick={jumping.back}>
            <CornerDownLeft class="mirrors" size={16} />
            {acts('jumpBack')}
          </button>
        </Show>
        <button type="button" class="jump" onClick={toEnd}>
          <ArrowDown size={16} />
          {reading.unreadBelow() > 0 ? t('newMessages', reading.unreadBelow()) : t('latest')}
        </button>
      </Show>
      <Show when={touch()}>
        <Arriving missing={() => null}>
          <Touch list={box} messageOf={messageOf} acting={props.acting} />
        </Arriving>
      </Show>
      <Show when={!props.acting.inThread}>
        <Arriving missing={() => null}>
          <SelectHands
            list={box}
            messageOf={messageOf}
            onMove={roving.onKeyDown}
            active={roving.active()}
            acting={props.acting}
          />
        </Arriving>
      </Show>
      <Said said={props.acting.said()} />
      {/* Replies that are in the timeline too are announced there. */}
      <Show when={!props.acting.inThread || props.room.threadsShown() === 'folded'}>
        <Announcer messages={props.room.messages()} now={props.room.now()} />
      </Show>
    </div>
  )
}

const missing = (what: Missing, isOffline: boolean): string => {
  if (what === 'message') return acts(isOffline ? 'notFoundOffline' : 'notFound')
  return t(`missing.${what}`)
}

const barOf = (opened: Opened | null): string | null =>
  opened?.name === 'menu' || opened?.name === 'quick-reactions' ? opened.message.name : null

/** Where a link, a field or selected text is, people expect the menu of the browser. */
const isForTheBrowser = (event: MouseEvent): boolean => {
  const at = event.target as Element
  const selection = getSelection()
  return (
    at.closest('a[href], input, textarea') !== null ||
    (selection !== null && !selection.isCollapsed && selection.containsNode(at, true))
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
