import { createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import { isAfter } from './rows.ts'
import type { MessageView, Position, RoomView } from './view.ts'

const acts = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

/**
 * Keeps what has been read. Opening a room reads nothing: only once the person does something here, with the window in front,
 * does what is in sight count as read.
 */
export function createReading(room: RoomView, shownUpTo: () => MessageView | null, hasLine: () => boolean) {
  const [hasActed, setActed] = createSignal(false)
  const [inFront, setInFront] = createSignal(document.hasFocus())
  const [readTo, setReadTo] = createSignal<Position | null>(null)
  const [lineDone, setLineDone] = createSignal(false)
  const line = () => (lineDone() ? null : room.unreadFrom())
  /** Where nothing is known of earlier reading, only what came since opening counts as new. */
  const opened = untrack(room.messages).at(-1) ?? null
  const furthest = createMemo(() => later(readTo(), room.unreadFrom() ?? opened))

  const act = () => setActed(true)
  const look = () => setInFront(document.hasFocus())
  for (const name of acts) addEventListener(name, act, { passive: true })
  addEventListener('focus', look)
  addEventListener('blur', look)
  onCleanup(() => {
    for (const name of acts) removeEventListener(name, act)
    removeEventListener('focus', look)
    removeEventListener('blur', look)
  })

  createEffect(() => {
    const last = shownUpTo()
    if (!last || !hasActed() || !inFront()) return
    const before = furthest()
    if (before && !isAfter(last, before)) return
    // All was read when the room was opened, so what comes while one looks on gets no line.
    if (!hasLine()) setLineDone(true)
    setReadTo({ time: last.time, name: last.name })
    room.markRead({ time: last.time, name: last.name })
  })

  const unreadBelow = createMemo(() => {
    let unread = 0
    const messages = room.messages()
    const from = later(furthest(), shownUpTo())
    if (!from) return 0
    for (let at = messages.length - 1; at >= 0; at--) {
      const message = messages[at]
      if (!message || !isAfter(message, from)) break
      if (!message.own) unread++
    }
    return unread
  })

  return { line, hasActed, unreadBelow }
}

function later(a: Position | null, b: Position | null): Position | null {
  if (!a || !b) return a ?? b
  return isAfter(a, b) ? a : b
}
