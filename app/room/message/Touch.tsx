import Reply from 'lucide-solid/icons/reply'
import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import type { MessageView } from '../model/RoomView.ts'
import type { Acting } from './acting.ts'
import { suppressClickOfThisPress } from './suppressClick.ts'
import { beginSwipe, isReply, moveSwipe, type Swipe } from './swipe.ts'
import './touch.css'

const holdMs = 500
const restPx = 10
/** A long press there is the browser's own, or belongs to a part of the message. */
const notHere = 'a, button, input, summary'

interface Finger {
  id: number
  x: number
  y: number
  row: HTMLElement
  message: MessageView
  swipe: Swipe
  hold: ReturnType<typeof setTimeout> | undefined
}

/** Fingers on messages: a long press opens the sheet, and a swipe to the right replies. */
export default function Touch(props: {
  list: HTMLElement
  messageOf: (row: HTMLElement) => MessageView | undefined
  acting: Acting
}) {
  const [arrow, setArrow] = createSignal<{ top: number; by: number; ready: boolean } | null>(null)
  let finger: Finger | null = null
  let replied = false

  const show = ({ row, swipe }: Finger) => {
    const by = swipe.name === 'swiping' ? swipe.by : 0
    row.style.translate = by > 0 ? `${by}px 0` : ''
    row.classList.toggle('swiped', by > 0)
    const { top, height } = row.getBoundingClientRect()
    setArrow(by > 0 ? { top: top + height / 2, by, ready: isReply(swipe) } : null)
  }
  const lift = () => {
    if (finger === null) return
    clearTimeout(finger.hold)
    show({ ...finger, swipe: { name: 'other' } })
    finger = null
  }
  const onDown = (event: PointerEvent) => {
    lift()
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.message[data-key]') : null
    const message = row && props.messageOf(row)
    if (event.pointerType !== 'touch' || !event.isPrimary || !message) return
    const swipe: Swipe =
      message.acts.reply && !scrollsSideways(event.target as Element, row)
        ? beginSwipe(event.clientX, event.clientY, innerWidth)
        : { name: 'other' }
    const held = !(event.target as Element).closest(notHere) && getSelection()?.isCollapsed !== false
    finger = {
      id: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      row,
      message,
      swipe,
      hold: held ? setTimeout(openSheet, holdMs) : undefined,
    }
  }
  const openSheet = () => {
    if (finger === null) return
    const { message, row } = finger
    lift()
    // The browser selects the word under the finger at the same time.
    getSelection()?.removeAllRanges()
    suppressClickOfThisPress()
    props.acting.open({ name: 'sheet', message, row })
  }
  const onMove = (event: PointerEvent) => {
    if (finger?.id !== event.pointerId) return
    if (Math.hypot(event.clientX - finger.x, event.clientY - finger.y) > restPx) clearTimeout(finger.hold)
    finger.swipe = moveSwipe(finger.swipe, event.clientX, event.clientY)
    show(finger)
  }
  const onUp = (event: PointerEvent) => {
    if (finger?.id !== event.pointerId) return
    const { message, row, swipe } = finger
    lift()
    if (!isReply(swipe)) return
    replied = true
    void props.acting.perform('reply', message, row)
  }
  /** Otherwise a mouse event that follows takes the focus from the field. */
  const onTouchEnd = (event: TouchEvent) => {
    if (replied) event.preventDefault()
    replied = false
  }
  /** Android asks for a context menu where a finger rests. Here that is the sheet. */
  const onContextMenu = (event: Event) => {
    if (finger?.hold === undefined) return
    event.preventDefault()
    openSheet()
  }

  onMount(() => {
    const { list } = props
    const listeners = [
      ['pointerdown', onDown],
      ['pointermove', onMove],
      ['pointerup', onUp],
      ['pointercancel', lift],
      ['touchend', onTouchEnd],
      ['contextmenu', onContextMenu],
    ] as const
    for (const [name, listen] of listeners) list.addEventListener(name, listen as EventListener)
    onCleanup(() => {
      lift()
      for (const [name, listen] of listeners) list.removeEventListener(name, listen as EventListener)
    })
  })

  return (
    <Show when={arrow()}>
      {(arrow) => (
        <span
          class="swipe-arrow"
          classList={{ ready: arrow().ready }}
          style={{ top: `${arrow().top}px`, opacity: String(Math.min(1, arrow().by / 40)) }}
          aria-hidden="true"
        >
          <Reply size={18} />
        </span>
      )}
    </Show>
  )
}

/** Wide code and tables are scrolled sideways, so a swipe on them does not reply. */
const scrollsSideways = (from: Element, row: Element): boolean => {
  for (let at: Element | null = from; at && at !== row; at = at.parentElement)
    if (at.scrollWidth > at.clientWidth && getComputedStyle(at).overflowX !== 'visible') return true
  return false
}
