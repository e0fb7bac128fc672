import { createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import type { Target } from '../message/acting.ts'
import type { RoomView, Since } from '../model/RoomView.ts'
import type { ListControls, Place } from './MessageList.tsx'
import type { Layout } from './rows.ts'

const flashMs = 2_000
/** Who waits shorter than this is told nothing. */
const waitShownAfterMs = 400

interface Wanted extends Target {
  /** Where the person was; null if they are on the way back. */
  from: Target | 'end' | null
  /** The part of the room that has it is shown, or nobody knows where to look further. */
  isSought: boolean
}

/** What is said when a person asked for a place in the history that is not shown. */
export type Missing = 'message' | 'day' | 'earlier'

/** Leads to a message, also to one that is not loaded yet, and back to where the person was. */
export function createJumping(given: {
  room: Pick<
    RoomView,
    'thread' | 'older' | 'loadOlder' | 'isInStep' | 'find' | 'goTo' | 'goToEnd' | 'whereIs' | 'firstSince'
  >
  layout: () => Layout
  place: () => Place
  list: () => ListControls
  /** Scrolls to a row and focuses it. */
  focus: (key: string, how: 'nearest' | 'to-row') => void
  /** It is on its way: it is in a part of the room that has to be fetched first. */
  onWait: () => void
  onMissing: (what: Missing) => void
  /** Leads to a message that is not in this list. Returns whether it knows one. */
  elsewhere: (key: string) => boolean
}) {
  const { room } = given
  const [wanted, setWanted] = createSignal<Wanted | null>(null)
  const [flashed, setFlashed] = createSignal<string | null>(null)
  /** The message that was first on screen; `end` if the person was at the end. */
  const [origin, setOrigin] = createSignal<Target | 'end' | null>(null)
  let ways = 0
  let sought: Wanted | null = null
  let timer: ReturnType<typeof setTimeout>
  let waiting: ReturnType<typeof setTimeout>
  onCleanup(() => {
    clearTimeout(timer)
    clearTimeout(waiting)
  })

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
  const here = (): Target | 'end' => {
    const { first, last, atEnd } = given.place()
    if (atEnd) return 'end'
    const rows = given.layout().rows.slice(first, last + 1)
    const row = rows.find((row) => row.kind === 'message')
    return row?.kind === 'message' ? row.message : 'end'
  }
  const begin = (): number => {
    clearTimeout(waiting)
    waiting = setTimeout(given.onWait, waitShownAfterMs)
    setWanted(null)
    return ++ways
  }
  const end = () => {
    clearTimeout(waiting)
    setWanted(null)
    ways++
  }

  /** Of a thread, everything is loaded that may have the message. */
  const isAllHere = () => room.isInStep() && (room.thread === undefined || room.older() === 'none')
  createEffect(() => {
    const next = wanted()
    if (next === null) return
    if (given.layout().keys.includes(next.name)) untrack(() => arrive(next))
    else if (untrack(() => given.elsewhere(next.name))) end()
    else if (room.thread !== undefined && room.older() === 'more') void room.loadOlder()
    else if (!next.isSought && room.thread === undefined) void untrack(() => seek(next))
    // The rows of the last part that was loaded are drawn in the next frame.
    else if (isAllHere()) requestAnimationFrame(() => giveUp(next))
  })
  const seek = async (next: Wanted) => {
    if (sought === next) return
    sought = next
    const number = next.segment ?? room.find(next.name)?.segment ?? (await room.whereIs(next.name))
    if (wanted() !== next) return
    if (number !== null) await room.goTo(number)
    if (wanted() === next) setWanted({ ...next, isSought: true })
  }
  const arrive = ({ name, from }: Wanted) => {
    end()
    setOrigin(from)
    show(name, 'to-row')
  }
  const giveUp = (next: Wanted) => {
    if (wanted() !== next || !isAllHere() || indexOf(next.name) >= 0) return
    end()
    given.onMissing('message')
  }
  const want = (target: Target, from: Wanted['from']) => {
    begin()
    setWanted({ name: target.name, segment: target.segment ?? null, from, isSought: false })
  }
  const jumpTo = (target: Target) => {
    setWanted(null)
    if (isInSight(target.name)) return show(target.name, 'nearest')
    want(target, here())
  }
  const since = async (time: number): Promise<Since | 'elsewhere'> => {
    const way = begin()
    const found = await room.firstSince(time)
    if (way !== ways) return 'elsewhere'
    end()
    return found
  }
  const toEnd = () => {
    end()
    setOrigin(null)
    room.goToEnd()
    given.list().toEnd()
  }

  return {
    flashed,
    hasOrigin: () => origin() !== null,
    jumpTo: (target: Target) => untrack(() => jumpTo(target)),
    /** To the first message of a day, or of a later day if there is none. */
    toDay: async (time: number) => {
      const found = await since(time)
      if (found === 'elsewhere') return
      if (found === 'none') toEnd()
      else if (found === 'not-here' || !found.isWhole) given.onMissing('day')
      else untrack(() => jumpTo(found))
    },
    /** To the first message of the room, or to the first that is on this device. */
    toFirst: async () => {
      const found = await since(Number.NEGATIVE_INFINITY)
      if (typeof found === 'string') return
      if (!found.isWhole) given.onMissing('earlier')
      untrack(() => jumpTo(found))
    },
    back: () => {
      const to = origin()
      setOrigin(null)
      if (to === null) return
      if (to === 'end') toEnd()
      else if (isInSight(to.name)) show(to.name, 'nearest')
      else untrack(() => want(to, null))
    },
    /** Shows the newest messages. The person went elsewhere, so there is no way back. */
    toEnd,
  }
}
