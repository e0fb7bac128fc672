import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { t } from '../../words/later.ts'
import { t as timeline } from '../../words/timeline.ts'
import type { Acting } from '../message/acting.ts'

/** How long a message can be taken back with one press. Later it can still be deleted. */
const shownMs = 10_000

/** Beside the composer, for a moment after something was sent: the way to take it back. */
export function JustSent(props: { acting: Acting; onUndo: () => void }) {
  const [isShown, setIsShown] = createSignal(false)
  createEffect(
    on(props.acting.sent, (sent) => {
      setIsShown(sent !== null)
      const timer = setTimeout(() => setIsShown(false), shownMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  const state = () => {
    const states = (props.acting.sent()?.names ?? []).map((name) => props.acting.room.find(name)?.state.name)
    return (['refused', 'device'] as const).find((name) => states.includes(name)) ?? 'relay'
  }
  return (
    <Show when={isShown()}>
      <span class="just-sent">
        {timeline(`sent.${state()}`)}{' '}
        <button
          type="button"
          class="just-sent-undo"
          aria-label={t('undoLabel')}
          onClick={() => {
            setIsShown(false)
            props.onUndo()
          }}
        >
          {t('undo')}
        </button>
      </span>
    </Show>
  )
}
