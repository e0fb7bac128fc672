import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../words/timeline.ts'
import './spoiler.css'

/**
 * Text that is hidden until it is pressed. It takes its place from the start, so that nothing moves, but cannot be
 * selected, found or read aloud before.
 */
export function Spoiler(props: { children: JSX.Element }) {
  const [shown, setShown] = createSignal(false)
  let text: HTMLSpanElement | undefined
  const show = () => {
    setShown(true)
    text?.focus({ preventScroll: true }) // or the place of the keyboard would be lost with the button
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    show()
  }
  return (
    <Show
      when={shown()}
      fallback={
        // biome-ignore lint/a11y/useSemanticElements: a button would not break into lines as text does
        // biome-ignore lint/a11y/useFocusableInteractive: `tabindex` makes it so
        <span
          class="spoiler"
          role="button"
          aria-label={t('showSpoiler')}
          tabindex="0"
          onClick={show}
          onKeyDown={onKeyDown}
        >
          <span class="spoiler-hidden" aria-hidden="true">
            {props.children}
          </span>
        </span>
      }
    >
      <span class="spoiler shown" tabindex="-1" ref={text}>
        {props.children}
      </span>
    </Show>
  )
}
