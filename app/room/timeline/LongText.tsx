import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../words/timeline.ts'
import { isLong } from './isLong.ts'
import './long-text.css'

/** Names of messages shown in full. Kept here until the tab closes, because rows out of sight are removed. */
const [whole, setWhole] = createSignal<ReadonlySet<string>>(new Set())

/** Wraps the text of a message. Of a very long one only the start is shown, until the person asks for the rest. */
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
          {isFolded() ? t('showMore') : t('showLess')}
        </button>
      </Show>
    </>
  )
}
