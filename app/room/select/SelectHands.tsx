import { onCleanup, onMount } from 'solid-js'
import type { Acting } from '../message/acting.ts'
import type { MessageView } from '../model/RoomView.ts'
import { rowAt } from '../timeline/pointedAt.ts'
import { createRange } from './range.ts'

/** What has its own use for a press with Shift. */
const ownUse = 'a[href], button, input, textarea, summary'

/**
 * How people select messages: while some are selected, a click or a tap selects another one; Shift and a click, or Shift
 * and an arrow, select all up to there.
 */
export default function SelectHands(props: {
  list: HTMLElement
  messageOf: (row: HTMLElement) => MessageView | undefined
  /** Moves the focus as a key says. */
  onMove: (event: KeyboardEvent) => void
  /** The name of the message that has or had the focus. */
  active: string | null
  acting: Acting
}) {
  const { selected, select, stopSelecting, room } = props.acting
  const { toggle, extendTo } = createRange({ messages: room.messages, selected, select })

  const messageAt = (target: EventTarget | null): MessageView | undefined => {
    const row = rowAt(target)
    return row ? props.messageOf(row) : undefined
  }
  const isMeant = (event: MouseEvent): boolean => {
    if (selected() !== null) return true
    const isForTheBrowser = (event.target as Element).closest(ownUse) || getSelection()?.isCollapsed === false
    return event.shiftKey && event.button === 0 && !isForTheBrowser
  }
  /** Otherwise the browser selects the text up to there. */
  const onMouseDown = (event: MouseEvent) => {
    if (event.shiftKey && isMeant(event)) event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const message = messageAt(event.target)
    if (!message || !isMeant(event)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.shiftKey) extendTo(message.name, props.active)
    else toggle(message.name)
  }
  const press = (event: KeyboardEvent, { name }: MessageView): boolean => {
    if (event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      props.onMove(event)
      if (props.active !== null) extendTo(props.active, name)
      return true
    }
    if (selected() === null || event.shiftKey) return false
    if (event.key === ' ') toggle(name)
    else if (event.key === 'Escape') stopSelecting()
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const message = event.target === rowAt(event.target) ? messageAt(event.target) : undefined
    if (!message || event.ctrlKey || event.altKey || event.metaKey || !press(event, message)) return
    event.preventDefault()
    event.stopPropagation()
  }

  onMount(() => {
    const { list } = props
    const listeners = [
      ['mousedown', onMouseDown],
      ['click', onClick],
      ['keydown', onKeyDown],
    ] as const
    for (const [name, listen] of listeners) list.addEventListener(name, listen as EventListener, { capture: true })
    onCleanup(() => {
      for (const [name, listen] of listeners) list.removeEventListener(name, listen as EventListener, { capture: true })
    })
  })
  return null
}
