import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** `first` fills a screen; `step` is what one frame has time for. */
const first = 40
const step = 60
const restMs = 16

/**
 * Shows the start of a long list at once and adds the rest frame by frame, so that typing stays fast. `question`: what
 * the list answers, such as the typed text; when it changes, the list starts again.
 */
export function createGrowing<T>(all: Accessor<readonly T[]>, question: Accessor<string>): Accessor<readonly T[]> {
  const [grown, setGrown] = createSignal({ question: '', to: first })
  const limit = () => (grown().question === question() ? grown().to : first)
  createEffect(() => {
    const next = { question: question(), to: limit() + step }
    if (limit() >= all().length) return
    const timer = setTimeout(() => setGrown(next), restMs)
    onCleanup(() => clearTimeout(timer))
  })
  return () => (all().length <= limit() ? all() : all().slice(0, limit()))
}
