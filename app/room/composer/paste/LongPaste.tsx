import { Show } from 'solid-js'
import { t } from '../../../words/formatting.ts'
import { splitText } from '../../model/splitText.ts'

/** Offers what can become of a long text that was pasted. */
export function LongPaste(props: { text: string; onCode: () => void; onKeep: () => void }) {
  const messages = () => splitText(props.text).length
  return (
    <div class="composer-strip">
      <p role="status">
        <Show when={messages() > 1} fallback={t('longPaste', props.text.length)}>
          {t('longPasteParts', props.text.length, messages())}
        </Show>
      </p>
      <button type="button" class="button slim" onClick={() => props.onCode()}>
        {t('asCode')}
      </button>
      <button type="button" class="button slim" onClick={() => props.onKeep()}>
        {t('keepText')}
      </button>
    </div>
  )
}
