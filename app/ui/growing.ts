import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** What fills a screen, and what a frame has time for. */
const first = 40
const step = 60
const restMs = 16

/**
 * The first of a long list at once, the rest in the frames that follow, so that it answers to every key at once. `question`:
 * what the list answers; with another one it begins anew.
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
