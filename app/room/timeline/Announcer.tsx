import { createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import type { Position } from '../../base/position.ts'
import type { MessageView } from '../model/RoomView.ts'
import { announce, newSince, stillThere } from './announcing.ts'
import { isAfter } from './rows.ts'

const batchMs = 1000

/** Tells screen readers what others write in the open room, in batches and without taking the focus. */
export function Announcer(props: { messages: readonly MessageView[]; now: number }) {
  const [said, setSaid] = createSignal<readonly MessageView[]>([])
  let told: Position | null = null
  let waiting: MessageView[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const flush = () => {
    timer = undefined
    setSaid(stillThere(props.messages, waiting))
    waiting = []
  }
  createEffect(() => {
    const fresh = told ? newSince(props.messages, told) : []
    // Messages from before the opening are not new, even if they are read from storage a moment later.
    const last = props.messages[props.messages.length - 1]
    // In an older part of the room, the last message that is loaded was told long ago.
    if (last && (!told || isAfter(last, told))) told = last
    told ??= { time: untrack(() => props.now), name: '' }
    if (fresh.length === 0) return
    waiting.push(...fresh)
    timer ??= setTimeout(flush, batchMs)
  })
  // If an announced message was erased, clear everything: otherwise the rest would be read out again.
  createEffect(() => {
    if (stillThere(props.messages, said()).length < said().length) setSaid([])
  })

  return (
    <div class="unseen" role="status" aria-live="polite">
      {announce(said())}
    </div>
  )
}
