import { t as common } from '../../../words/common.ts'
import { t } from '../../../words/formatting.ts'

/** Says that a text begins with a word that is no command, and offers to send it all the same. */
export default function UnknownCommand(props: { word: string; onSend: () => void; onDismiss: () => void }) {
  return (
    <div class="composer-strip">
      <p role="status">{t('notCommand', props.word)}</p>
      <button type="button" class="button slim" onClick={() => props.onSend()}>
        {t('sendAsText')}
      </button>
      <button type="button" class="button slim" onClick={() => props.onDismiss()}>
        {common('dismiss')}
      </button>
    </div>
  )
}
