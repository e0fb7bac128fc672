import { Show } from 'solid-js'
import { isVisible } from '../../../../shared/visible.ts'
import { t } from '../../../words/formatting.ts'
import { MessageText } from '../../timeline/MessageText.tsx'

/** The text as it will look. */
export function Preview(props: { text: string }) {
  return (
    <section class="composer-preview scrolls" aria-label={t('preview')} tabindex="0">
      <p class="composer-preview-title" aria-hidden="true">
        {t('preview')}
      </p>
      <Show when={isVisible(props.text)} fallback={<p>{t('nothingYet')}</p>}>
        <MessageText text={props.text} imported={false} />
      </Show>
    </section>
  )
}
