import { createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import type { Position } from '../../base/position.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import { isAfter, type Unread } from './rows.ts'

const acts = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

/**
 * Keeps what has been read. Opening a room with something unread reads nothing: only once the person does something here,
 * with the window in front, does what is in sight count as read. What comes while all is read and one looks on, is.
 */
export function createReading(room: RoomView, shownUpTo: () => MessageView | null, hasLine: () => boolean) {
  const [hasActed, setActed] = createSignal(false)
  const [inFront, setInFront] = createSignal(document.hasFocus())
  const [readTo, setReadTo] = createSignal<Position | null>(null)
  /** When one looked here last, and where reading had stopped then; as on opening until one comes back to the window. */
  const [look, setLook] = createSignal<{ after: Position | null; at: number }>({ after: null, at: room.now() })
  const unread = createMemo((): Unread | null => {
    const { after, at } = look()
    const from = after ?? room.unreadFrom()
    return from && { after: from, before: at }
  })
  /** Where nothing is known of earlier reading, only what came since opening counts as new. */
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
