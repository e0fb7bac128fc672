import { createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import type { Position } from '../../base/position.ts'
import type { MessageView } from '../model/RoomView.ts'
import { announce, newSince, stillThere } from './announcing.ts'

const batchMs = 1000

/** Reads out what others write in the open room, in batches, without taking the focus. */
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
    // What was said before is not news, even where it is read from storage a moment after opening.
    told = props.messages[props.messages.length - 1] ?? told ?? { time: untrack(() => props.now), name: '' }
    if (fresh.length === 0) return
    waiting.push(...fresh)
    timer ??= setTimeout(flush, batchMs)
  })
  // All of it goes where something was erased: the rest would be read out once more.
  createEffect(() => {
    if (stillThere(props.messages, said()).length < said().length) setSaid([])
  })

  return (
    <div class="unseen" role="status" aria-live="polite">
      {announce(said())}
    </div>
  )
}
