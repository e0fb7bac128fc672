import { createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import type { RoomView } from '../model/RoomView.ts'
import type { ListControls, Place } from './MessageList.tsx'
import type { Layout } from './rows.ts'

const flashMs = 2_000

/** Leads to a message, also to one that is not loaded yet, and back to where the person was. */
export function createJumping(given: {
  room: Pick<RoomView, 'older' | 'loadOlder' | 'isInStep'>
  layout: () => Layout
  place: () => Place
  list: () => ListControls
  /** Scrolls to a row and focuses it. */
  focus: (key: string, how: 'nearest' | 'to-row') => void
  /** It is on its way: it is in a part of the room that has to be fetched first. */
  onWait: () => void
  onNotFound: () => void
  /** Leads to a message that is not in this list. Returns whether it knows one. */
  elsewhere: (key: string) => boolean
}) {
  const { room } = given
  /** `from`: where the person was. */
  const [wanted, setWanted] = createSignal<{ key: string; from: string } | null>(null)
  const [flashed, setFlashed] = createSignal<string | null>(null)
  /** The row that was first on screen; `end` if the person was at the end. */
  const [origin, setOrigin] = createSignal<string | null>(null)
  let timer: ReturnType<typeof setTimeout>
  onCleanup(() => clearTimeout(timer))

  const indexOf = (key: string) => given.layout().keys.indexOf(key)
  const isInSight = (key: string) => {
    const { first, last } = given.place()
    const at = indexOf(key)
    return at >= first && at <= last
  }
  const show = (key: string, how: 'nearest' | 'to-row') => {
    given.focus(key, how)
    setFlashed(key)
    clearTimeout(timer)
    timer = setTimeout(() => setFlashed(null), flashMs)
  }
  const here = (): string => {
    const { first, last, atEnd } = given.place()
    if (atEnd) return 'end'
    const rows = given.layout().rows.slice(first, last + 1)
    return rows.find((row) => row.kind === 'message')?.key ?? 'end'
  }

  createEffect(() => {
    const next = wanted()
    if (next === null) return
    const { keys } = given.layout()
    const older = room.older()
    if (keys.includes(next.key)) untrack(() => arrive(next))
    else if (untrack(() => given.elsewhere(next.key))) setWanted(null)
    else if (older === 'more') void room.loadOlder()
    // The rows of the last part that was loaded are drawn in the next frame.
    else if (older === 'none' && room.isInStep()) requestAnimationFrame(() => giveUp(next.key))
  })
  const arrive = ({ key, from }: { key: string; from: string }) => {
    setWanted(null)
    setOrigin(from)
    show(key, 'to-row')
  }
  const giveUp = (key: string) => {
    if (wanted()?.key !== key || room.older() !== 'none' || !room.isInStep() || indexOf(key) >= 0) return
    setWanted(null)
    given.onNotFound()
  }
  const jumpTo = (key: string) => {
    setWanted(null)
    if (isInSight(key)) return show(key, 'nearest')
    setWanted({ key, from: here() })
    if (wanted() !== null) given.onWait()
  }

  return {
    flashed,
    hasOrigin: () => origin() !== null,
    jumpTo: (key: string) => untrack(() => jumpTo(key)),
    back: () => {
      const key = origin()
      setOrigin(null)
      if (key === null) return
      if (key === 'end') given.list().toEnd()
      else show(key, isInSight(key) ? 'nearest' : 'to-row')
    },
    /** The person went elsewhere. */
    forget: () => {
      setWanted(null)
      setOrigin(null)
    },
  }
}
