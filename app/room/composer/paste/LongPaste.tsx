import { createMemo, Show } from 'solid-js'
import { countGraphemes } from '../../../../shared/graphemes.ts'
import { t } from '../../../words/formatting.ts'
import { splitText } from '../../model/splitText.ts'

/** Offers what can become of a long text that was pasted. */
export function LongPaste(props: { text: string; onCode: () => void; onKeep: () => void }) {
  const characters = createMemo(() => countGraphemes(props.text))
  const messages = createMemo(() => splitText(props.text).length)
  return (
    <div class="composer-strip">
      <p role="status">
        <Show when={messages() > 1} fallback={t('longPaste', characters())}>
          {t('longPasteParts', characters(), messages())}
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
