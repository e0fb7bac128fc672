import { type Accessor, createComputed, createMemo, createSignal, type JSX, on, onCleanup, onMount } from 'solid-js'
import { Virtualizer, type VirtualizerHandle } from 'virtua/solid'
import { type Step, stepsBetween } from './change.ts'
import type { Layout, Row } from './rows.ts'
import './message-list.css'

/** What is on screen. `first` and `last` are indexes into the rows. */
export interface Place {
  first: number
  last: number
  atEnd: boolean
}

export interface ListControls {
  toEnd(): void
  toRow(index: number): void
  /** Scrolls no more than needed, or as `toRow` does. */
  focusRow(index: number, how?: 'nearest' | 'to-row'): void
}

const endWithinPx = 24
/**
 * Rows this far outside the screen are drawn too, but not for the first frame. With less, a slow device shows a part of
 * the list without rows while somebody scrolls fast (`npm run bench -- scroll`).
 */
const drawnAroundPx = 900
/** A row that is scrolled to is placed this far below the upper edge. */
const headroomPx = 96

/**
 * Draws only the rows in sight, however many are loaded. While the last row is in sight, it stays in sight. Otherwise
 * the rows on screen do not move when rows are added above or below.
 */
export function MessageList(props: {
  label: string
  layout: Layout
  /** Whether the last row is the newest there is. Otherwise more will be loaded below it. */
  isNewest: boolean
  /** Index of the row to open at; null for the end. */
  openAt: number | null
  active: string | null
  ref: (controls: ListControls) => void
  onPlace: (place: Place) => void
  onKeyDown: (event: KeyboardEvent) => void
  children: (row: Accessor<Row>) => JSX.Element
}) {
  let laid = props.layout
  const [shown, setShown] = createSignal<Step>({ keys: laid.keys, shift: false })
  const [placed, setPlaced] = createSignal(false)
  let box!: HTMLDivElement
  let list: VirtualizerHandle | undefined
  let atEnd = props.openAt === null
  /** The row that `toRow` went to. It keeps its place while the rows around it are measured. */
  let heldRow: string | null = null
  let lastOffset = 0
  let lastHeight = 0
  let lastExtent = 0
  /** Read when a scroll event comes. Once rows have been drawn for it, reading them would lay out the page once more. */
  let seen = { height: 0, extent: 0 }

  /**
   * The virtualizer would repeat a scroll of its own until the rows there have been measured for a while. A person who
   * scrolls meanwhile would be taken back, so what is to stay in place is scrolled to here.
   */
  const place = (top: number) => {
    box.scrollTo({ top, behavior: 'instant' })
    lastOffset = box.scrollTop
    lastHeight = box.clientHeight
    lastExtent = box.scrollHeight
  }
  const toEnd = () => {
    atEnd = true
    heldRow = null
    place(box.scrollHeight)
  }
  /**
   * A person may have scrolled up so recently that its event is still to come. If the rows have another height by now,
   * the browser or the virtualizer may have scrolled.
   */
  const noticeLeft = () => {
    const isAsPlaced = box.clientHeight === lastHeight && box.scrollHeight === lastExtent
    if (isAsPlaced && box.scrollTop < lastOffset - endWithinPx) atEnd = false
  }
  const toHeldRow = () => {
    const index = heldRow === null ? -1 : shown().keys.indexOf(heldRow)
    if (list && index >= 0) place(list.getItemOffset(index) - headroomPx)
  }
  const stayInPlace = () => {
    if (atEnd) toEnd()
    else toHeldRow()
  }
  const toRow = (index: number) => {
    atEnd = false
    heldRow = props.layout.keys[index] ?? null
    toHeldRow()
  }
  /**
   * A new row can take the focus only after it is drawn and measured, and it loses the focus if drawing moves it among
   * its neighbours. So set the focus again for a few frames, unless the person has moved it elsewhere.
   */
  const holdFocus = (key: string | undefined, frames: number) => {
    const here = document.activeElement
    if (here === document.body || box.contains(here))
      box.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus({ preventScroll: true })
    if (frames > 0 && props.active === key) requestAnimationFrame(() => holdFocus(key, frames - 1))
  }
  const toNearest = (index: number) => {
    heldRow = null
    if (!list) return
    const top = list.getItemOffset(index)
    const bottom = top + list.getItemSize(index)
    if (top < box.scrollTop) {
      atEnd = false
      place(top)
    } else if (bottom > box.scrollTop + box.clientHeight) place(bottom - box.clientHeight)
  }
  const focusRow: ListControls['focusRow'] = (index, how = 'nearest') => {
    if (how === 'to-row') toRow(index)
    else toNearest(index)
    holdFocus(props.layout.keys[index], 15)
  }
  props.ref({ toEnd, toRow, focusRow })

  const isEndInSight = () => lastExtent - lastHeight - lastOffset < endWithinPx && props.isNewest
  const tellPlace = () => {
    if (!list || list.viewportSize === 0) return
    const top = list.scrollOffset
    props.onPlace({
      first: list.findItemIndex(top),
      last: list.findItemIndex(top + list.viewportSize - 1),
      atEnd: atEnd || (heldRow !== null && isEndInSight()),
    })
  }
  const measure = () => {
    seen = { height: box.clientHeight, extent: box.scrollHeight }
  }
  const onScroll = (offset: number) => {
    if (!list) return
    const { height, extent } = seen
    // The browser may scroll when the height of the list changes. That was not the person.
    const isMoved = height === lastHeight && Math.abs(offset - lastOffset) > 1
    if (isMoved) heldRow = null
    const isUp = isMoved && offset < lastOffset
    lastOffset = offset
    lastHeight = height
    lastExtent = extent
    // A held row may seem to be at the end until the rows below it are measured.
    if (heldRow === null && isEndInSight()) atEnd = true
    else if (isUp) atEnd = false
    tellPlace()
  }
  /**
   * The virtualizer waits to draw until the scroll event that its own corrections cause. If all rows fit on screen,
   * that event never comes and the list would stay empty.
   */
  const drawWhereAllFits = () => {
    if (box.scrollHeight > box.clientHeight) return
    if (heldRow === null) toEnd()
    box.dispatchEvent(new Event('scroll'))
  }
  const onResize = () => {
    stayInPlace()
    queueMicrotask(drawWhereAllFits)
    tellPlace()
  }

  const settle = (layout: Layout) => {
    atEnd &&= props.isNewest
    noticeLeft()
    const anchor = list ? anchorFrom(laid.rows, list.findItemIndex(list.scrollOffset)) : 0
    const [first, second] = stepsBetween(shown().keys, layout.keys, anchor)
    laid = layout
    if (first) setShown(first)
    // Solid merges writes of one turn, so the second step waits for a microtask. That is still before the next paint.
    queueMicrotask(() => {
      if (second && laid === layout) setShown(second)
      stayInPlace()
      tellPlace()
    })
  }
  createComputed(on(() => props.layout, settle, { defer: true }))

  onMount(() => {
    // Before the virtualizer hears of it.
    box.addEventListener('scroll', measure, { capture: true, passive: true })
    if (props.openAt === null) toEnd()
    else toRow(props.openAt)
    const frame = requestAnimationFrame(() => {
      setPlaced(true)
      tellPlace()
    })
    onCleanup(() => cancelAnimationFrame(frame))
  })

  const keptMounted = createMemo(() => {
    const index = props.active === null ? -1 : props.layout.keys.indexOf(props.active)
    return index < 0 ? [] : [index]
  })

  return (
    <div
      ref={box}
      class="message-list scrolls"
      classList={{ placed: placed() }}
      role="log"
      aria-live="off"
      aria-label={props.label}
      tabindex="0"
      data-pane-focus
      onKeyDown={(event) => props.onKeyDown(event)}
    >
      <div class="message-list-air" />
      <Virtualizer
        ref={(handle) => {
          list = handle
        }}
        data={shown().keys}
        shift={shown().shift}
        keepMounted={keptMounted()}
        scrollRef={box}
        bufferSize={placed() ? drawnAroundPx : 0}
        onScroll={onScroll}
        onResize={onResize}
      >
        {(key, index) =>
          props.children(createMemo((before: Row) => rowFor(props.layout.rows, key, index(), before), emptyRow))
        }
      </Virtualizer>
    </div>
  )
}

const emptyRow: Row = { kind: 'end', key: 'end', time: 0 }
/** For a moment the index may belong to the previous list. Then keep the row as it was. */
function rowFor(rows: readonly Row[], key: string, index: number, before: Row): Row {
  const row = rows[index]
  return row?.key === key ? row : before
}

/** The first message from `from` on. Dividers and the start row move when older messages load; a message does not. */
function anchorFrom(rows: readonly Row[], from: number): number {
  let at = from
  while (at < rows.length && rows[at]?.kind !== 'message') at++
  return at < rows.length ? at : from
}
