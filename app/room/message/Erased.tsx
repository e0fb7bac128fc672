import { Show } from 'solid-js'
import { t } from '../../words/message.ts'
import type { Acting } from './acting.ts'
import './erased.css'

/** Messages that this person deleted within the last seconds, and the way to bring them back. */
export function Erased(props: { acting: Acting }) {
  const erasing = () => props.acting.room.erasing()
  return (
    <Show when={erasing().length > 0}>
      <div class="erased">
        <span>{t('erased', erasing().length)}</span>
        <button type="button" class="button slim" onClick={() => void props.acting.undoErase(erasing())}>
          {t('undo')}
        </button>
      </div>
    </Show>
  )
}
