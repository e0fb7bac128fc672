import { createSignal } from 'solid-js'
import type { ListControls, Place } from './MessageList.tsx'
import type { Layout } from './rows.ts'

/** Keys in the timeline. Arrows move the focus between messages; Home and End go to the first and the newest one. */
export function createRoving(given: {
  layout: () => Layout
  place: () => Place
  list: () => ListControls
  /** Leads to the first message, if it is not loaded. Returns whether it does. */
  onHome: () => boolean
  /** Shows the newest message. */
  onEnd: () => void
  /** Before a key moves the focus. The list lets no such key go on, so nobody else hears it. */
  onMove: () => void
  onLeave: () => void
}) {
  const [active, setActive] = createSignal<string | null>(null)
  const here = () => given.layout().keys.indexOf(active() ?? '')

  const walk = (from: number, by: 1 | -1) => {
    const { rows } = given.layout()
    for (let at = from; at >= 0 && at < rows.length; at += by) {
      const row = rows[at]
      if (row?.kind !== 'message') continue
      setActive(row.key)
      given.list().focusRow(at)
      return
    }
  }
  const keys: Record<string, () => void> = {
    ArrowUp: () => walk(here() < 0 ? given.place().last : here() - 1, -1),
    ArrowDown: () => walk(here() < 0 ? given.place().first : here() + 1, 1),
    Home: () => {
      if (!given.onHome()) walk(0, 1)
    },
    End: () => {
      given.onEnd()
      walk(given.layout().rows.length - 1, -1)
      given.list().toEnd()
    },
    Escape: given.onLeave,
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    if (act !== keys.Escape) given.onMove()
    act()
  }
  const focus = (key: string, how: 'nearest' | 'to-row' = 'nearest') => {
    const at = given.layout().keys.indexOf(key)
    if (at < 0) return
    setActive(key)
    given.list().focusRow(at, how)
  }
  /** Focuses the next message, or the one before if it was the last. */
  const leave = (key: string) => {
    const { keys, rows } = given.layout()
    const at = keys.indexOf(key)
    const beside = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at)).reverse()]
    const next = beside.find(({ kind }) => kind === 'message')
    if (next) focus(next.key)
  }
  return { active, setActive, onKeyDown, focus, leave }
}
