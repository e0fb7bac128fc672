import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'
import type { Position } from '../../base/position.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import { isAfter, type Unread } from './rows.ts'

const acts = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const
/** What reads on in a room that was marked as unread by hand. */
const scrollKeys = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' ', 'Enter', 'Escape'])

/**
 * Keeps track of what has been read. Opening a room with unread messages does not mark them as read. Messages on screen
 * count as read only after the person does something here, with the window in front. If nothing is unread, a message
 * that arrives on screen with the window in front counts as read at once.
 *
 * After messages were marked as unread by hand, here or on another device, nothing counts as read in any window until the
 * person scrolls there, writes, or opens the room anew.
 */
export function createReading(
  room: RoomView,
  {
    shownUpTo,
    isInSight,
    hasLine,
  }: { shownUpTo: () => MessageView | null; isInSight: (name: string) => boolean; hasLine: () => boolean },
) {
  const [hasActed, setActed] = createSignal(false)
  const [isHeld, setHeld] = createSignal(false)
  const [inFront, setInFront] = createSignal(document.hasFocus())
  const [readTo, setReadTo] = createSignal<Position | null>(null)
  /**
   * When the person last came back to this window to unread messages, and how far they had read. At first this is the
   * time of opening, and null stands for `room.unreadFrom()`.
   */
  const now = () => justAfter(room.now(), untrack(room.messages).at(-1))
  const [look, setLook] = createSignal<{ after: Position | null; at: number }>({ after: null, at: now() })
  const unread = createMemo((): Unread | null => {
    const { after, at } = look()
    const from = after ?? room.unreadFrom()
    return from && { after: from, before: at }
  })
  /** If we don't know how far the person had read, only messages since the opening count as new. */
  const opened = untrack(room.messages).at(-1) ?? null
  const [markedAfter, setMarkedAfter] = createSignal<Position | null>(null)
  const furthest = createMemo(() => later(readTo(), markedAfter() ?? room.unreadFrom() ?? opened))

  const goOn = () => {
    setHeld(false)
    setActed(true)
  }
  const act = (event: Event) => {
    const isScroll = event instanceof KeyboardEvent ? scrollKeys.has(event.key) : event.type !== 'pointerdown'
    if (!isHeld() || isScroll) goOn()
  }
  createEffect(
    on(
      () => room.markedUnread()?.at ?? 0,
      (at, before) => {
        const marked = untrack(room.markedUnread)
        if (!marked || at <= (before ?? 0)) return
        setHeld(true)
        setActed(false)
        setReadTo(null)
        setMarkedAfter(marked.after)
        setLook({ after: marked.after, at: now() })
      },
      { defer: true },
    ),
  )
  const turn = () => {
    const isBack = document.hasFocus() && !inFront()
    if (isBack && unreadAfter(furthest()) > 0) setLook({ after: furthest(), at: now() })
    setInFront(document.hasFocus())
  }
  for (const name of acts) addEventListener(name, act, { passive: true })
  addEventListener('focus', turn)
  addEventListener('blur', turn)
  onCleanup(() => {
    for (const name of acts) removeEventListener(name, act)
    removeEventListener('focus', turn)
    removeEventListener('blur', turn)
  })

  createEffect(() => {
    const last = shownUpTo()
    if (!last || !inFront() || isHeld() || (hasLine() && !hasActed())) return
    const before = furthest()
    if (before && !isAfter(last, before)) return
    setReadTo({ time: last.time, name: last.name })
    room.markRead({ time: last.time, name: last.name })
  })

  /** Late messages are read once they were on screen. */
  createEffect(() => {
    if (!inFront() || isHeld() || !hasActed()) return
    const seen = room.lateUnread().flatMap(({ name }) => (isInSight(name) ? [name] : []))
    if (seen.length > 0) room.markLateRead(new Set(seen))
  })

  const unreadAfter = (from: Position | null): number => {
    let unread = 0
    const messages = room.messages()
    if (!from) return 0
    for (let at = messages.length - 1; at >= 0; at--) {
      const message = messages[at]
      if (!message || !isAfter(message, from)) break
      if (isNews(message)) unread++
    }
    return unread
  }
  const unreadBelow = createMemo(() => unreadAfter(later(furthest(), shownUpTo())))

  /** How many messages stand below the "new" line. Null: not all of them are loaded. */
  const newCount = createMemo((): number | null => {
    const [range, messages] = [unread(), room.messages()]
    const first = messages[0]
    if (!range || !first) return 0
    const isPart = room.newer() !== 'none' || (room.older() !== 'none' && isAfter(first, range.after))
    if (isPart) return null
    let count = 0
    for (let at = messages.length - 1; at >= 0; at--) {
      const message = messages[at] as MessageView
      if (!isAfter(message, range.after)) break
      if (isNews(message) && message.time < range.before) count++
    }
    return count
  })

  return { unread, newCount, hasActed, isHeld, goOn, unreadBelow }
}

const isNews = ({ own, blocked, imported }: MessageView): boolean => !own && !blocked && !imported

/**
 * After all that is here. What is here can be dated a moment later than now, because devices do not agree to the
 * millisecond on the relay's time.
 */
const justAfter = (now: number, last: MessageView | undefined): number => Math.max(now, (last?.time ?? 0) + 1)

function later(a: Position | null, b: Position | null): Position | null {
  if (!a || !b) return a ?? b
  return isAfter(a, b) ? a : b
}
