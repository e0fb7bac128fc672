import { createEffect, createSignal, onCleanup } from 'solid-js'
import { isolated } from '../ui/marks.ts'
import { count } from '../ui/sentences.ts'
import { isAfter } from './rows.ts'
import type { MessageView, Position } from './view.ts'

const batchMs = 1000

/** Reads out what others write in the open room, in batches, without taking the focus. */
export function Announcer(props: { messages: readonly MessageView[] }) {
  const [words, setWords] = createSignal('')
  let told: Position | null = null
  let waiting: MessageView[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const flush = () => {
    timer = undefined
    setWords(say(waiting))
    waiting = []
  }
  createEffect(() => {
    const fresh = told ? newSince(props.messages, told) : []
    // What was said before is not news, even where it is read from storage a moment after opening.
    told = props.messages[props.messages.length - 1] ?? told ?? { time: Date.now(), name: '' }
    if (fresh.length === 0) return
    waiting.push(...fresh)
    timer ??= setTimeout(flush, batchMs)
  })

  return (
    <div class="unseen" role="status" aria-live="polite">
      {words()}
    </div>
  )
}

function newSince(messages: readonly MessageView[], told: Position): MessageView[] {
  const fresh: MessageView[] = []
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at]
    if (!message || !isAfter(message, told)) break
    if (!message.own && !message.blocked) fresh.unshift(message)
  }
  return fresh
}

function say(messages: readonly MessageView[]): string {
  const last = messages
    .slice(-3)
    .map((message) => `${isolated(message.author)}: ${isolated(message.text.slice(0, 300))}`)
  const more = messages.length - last.length
  return [more > 0 && `${count(more, 'more message')}.`, ...last].filter(Boolean).join(' ')
}
