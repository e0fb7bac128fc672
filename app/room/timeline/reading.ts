import { createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import type { Position } from '../../base/position.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import { isAfter, type Unread } from './rows.ts'

const acts = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

/**
 * Keeps track of what has been read. Opening a room with unread messages does not mark them as read. Messages on screen
 * count as read only after the person does something here, with the window in front. If nothing is unread, a message
 * that arrives on screen with the window in front counts as read at once.
 */
export function createReading(room: RoomView, shownUpTo: () => MessageView | null, hasLine: () => boolean) {
  const [hasActed, setActed] = createSignal(false)
  const [inFront, setInFront] = createSignal(document.hasFocus())
  const [readTo, setReadTo] = createSignal<Position | null>(null)
  /**
   * When the person last came back to this window to unread messages, and how far they had read. At first this is the
   * time of opening, and null stands for `room.unreadFrom()`.
   */
  const [look, setLook] = createSignal<{ after: Position | null; at: number }>({ after: null, at: room.now() })
  const unread = createMemo((): Unread | null => {
    const { after, at } = look()
    const from = after ?? room.unreadFrom()
    return from && { after: from, before: at }
  })
  /** If we don't know how far the person had read, only messages since the opening count as new. */
  const opened = untrack(room.messages).at(-1) ?? null
  const furthest = createMemo(() => later(readTo(), room.unreadFrom() ?? opened))

  const act = () => setActed(true)
  const turn = () => {
    const isBack = document.hasFocus() && !inFront()
    if (isBack && unreadAfter(furthest()) > 0) setLook({ after: furthest(), at: room.now() })
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
    if (!last || !inFront() || (hasLine() && !hasActed())) return
    const before = furthest()
    if (before && !isAfter(last, before)) return
    setReadTo({ time: last.time, name: last.name })
    room.markRead({ time: last.time, name: last.name })
  })

  const unreadAfter = (from: Position | null): number => {
    let unread = 0
    const messages = room.messages()
    if (!from) return 0
    for (let at = messages.length - 1; at >= 0; at--) {
      const message = messages[at]
      if (!message || !isAfter(message, from)) break
      if (!message.own) unread++
    }
    return unread
  }
  const unreadBelow = createMemo(() => unreadAfter(later(furthest(), shownUpTo())))

  return { unread, hasActed, unreadBelow }
}

function later(a: Position | null, b: Position | null): Position | null {
  if (!a || !b) return a ?? b
  return isAfter(a, b) ? a : b
}
