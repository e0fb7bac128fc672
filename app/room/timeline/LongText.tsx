import { createSignal, type JSX, Show } from 'solid-js'
import { isLong } from './isLong.ts'
import './long-text.css'

/** Names of messages that the person wanted to see whole, as long as the tab lives: rows out of sight are not kept. */
const [whole, setWhole] = createSignal<ReadonlySet<string>>(new Set())

/** Around the text of a message: a very long one shows how it begins until somebody wants the rest. */
export function LongText(props: { name: string; text: string; children: JSX.Element }) {
  const isFolded = () => isLong(props.text) && !whole().has(props.name)
  const toggle = () =>
    setWhole((before) => {
      const next = new Set(before)
      if (!next.delete(props.name)) next.add(props.name)
      return next
    })
  return (
    <>
      <div classList={{ 'long-text': isFolded() }}>{props.children}</div>
      <Show when={isLong(props.text)}>
        <button type="button" class="long-text-more" aria-expanded={!isFolded()} onClick={toggle}>
          {isFolded() ? 'Show more' : 'Show less'}
        </button>
      </Show>
    </>
  )
}
