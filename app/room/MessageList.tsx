import { type Accessor, createComputed, createMemo, createSignal, type JSX, on, onCleanup, onMount } from 'solid-js'
import { Virtualizer, type VirtualizerHandle } from 'virtua/solid'
import { type Step, stepsBetween } from './change.ts'
import type { Row } from './rows.ts'
import './message-list.css'

/** What is on screen now: indexes into the rows. */
export interface Place {
  first: number
  last: number
  atEnd: boolean
}

export interface ListControls {
  toEnd(): void
  toRow(index: number): void
  focusRow(index: number): void
}

const endWithinPx = 24
/** A line to come back to stands this far below the upper edge. */
const headroomPx = 96

/**
 * Only the rows in sight are drawn, however many are loaded. It rests on the end like talk does: while the last row is in sight
 * it stays in sight, and at any other time what one looks at holds still, whatever comes above or below.
 */
export function MessageList(props: {
  label: string
  rows: readonly Row[]
  /** Index of the row to open at; the end if there is none. */
  openAt: number | null
  active: string | null
  ref: (controls: ListControls) => void
  onPlace: (place: Place) => void
  onKeyDown: (event: KeyboardEvent) => void
  children: (row: Accessor<Row>) => JSX.Element
}) {
  let laid = props.rows
  const [shown, setShown] = createSignal<Step>({ keys: keysOf(laid), shift: false })
  const [placed, setPlaced] = createSignal(false)
  let box!: HTMLDivElement
  let list: VirtualizerHandle | undefined
  let atEnd = props.openAt === null
  let lastOffset = 0

  const lastIndex = () => shown().keys.length - 1
  const toEnd = () => {
    atEnd = true
    list?.scrollToIndex(lastIndex(), { align: 'end' })
  }
  const toRow = (index: number) => {
    atEnd = false
    list?.scrollToIndex(index, { align: 'start', offset: -headroomPx })
  }
  const focusRow = (index: number) => {
    list?.scrollToIndex(index, { align: 'nearest' })
    box.querySelector<HTMLElement>(`[data-key="${props.rows[index]?.key}"]`)?.focus({ preventScroll: true })
  }
  props.ref({ toEnd, toRow, focusRow })

  const tellPlace = () => {
    if (!list || list.viewportSize === 0) return
    const top = list.scrollOffset
    props.onPlace({ first: list.findItemIndex(top), last: list.findItemIndex(top + list.viewportSize - 1), atEnd })
  }
  const onScroll = (offset: number) => {
    if (!list) return
    const left = list.scrollSize - list.viewportSize - offset
    if (left < endWithinPx) atEnd = true
    else if (offset < lastOffset - 1) atEnd = false
    lastOffset = offset
    tellPlace()
  }
  const onResize = () => {
    if (atEnd) toEnd()
    tellPlace()
  }

  const settle = (rows: readonly Row[]) => {
    const before = shown().keys
    const after = keysOf(rows)
    const anchor = list ? anchorFrom(laid, list.findItemIndex(list.scrollOffset)) : 0
    laid = rows
    if (areSame(before, after)) return
    const [first, second] = stepsBetween(before, after, anchor)
    if (first) setShown(first)
    // Solid joins writes of one turn into one change, so the second step takes the next turn, before anything is painted.
    queueMicrotask(() => {
      if (second && laid === rows) setShown(second)
      if (atEnd) toEnd()
      tellPlace()
    })
  }
  createComputed(on(() => props.rows, settle, { defer: true }))

  onMount(() => {
    if (props.openAt === null) toEnd()
    else toRow(props.openAt)
    const frame = requestAnimationFrame(() => {
      setPlaced(true)
      tellPlace()
    })
    onCleanup(() => cancelAnimationFrame(frame))
  })

  const keptMounted = createMemo(() => {
    const index = props.active === null ? -1 : props.rows.findIndex((row) => row.key === props.active)
    return index < 0 ? [] : [index]
  })

  return (
    // biome-ignore lint/a11y/useSemanticElements: a log has no element of its own
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
        bufferSize={400}
        onScroll={onScroll}
        onResize={onResize}
      >
        {(key, index) =>
          props.children(createMemo((before: Row) => rowFor(props.rows, key, index(), before), emptyRow))
        }
      </Virtualizer>
    </div>
  )
}

const emptyRow: Row = { kind: 'end', key: 'end', time: 0 }
const keysOf = (rows: readonly Row[]) => rows.map((row) => row.key)
const areSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, at) => key === b[at])

/** Between two turns the index may belong to the list before; then the row stays what it was. */
function rowFor(rows: readonly Row[], key: string, index: number, before: Row): Row {
  const row = rows[index]
  return row?.key === key ? row : before
}

/** Dividers and the start row move when older messages load above them; a message does not. */
function anchorFrom(rows: readonly Row[], from: number): number {
  const at = rows.findIndex((row, index) => index >= from && row.kind === 'message')
  return at < 0 ? from : at
}
