import { Show } from 'solid-js'
import type { Later, LaterMessage } from '../../own/later.ts'
import { useNow } from '../../ui/reactive/useNow.ts'
import { dayAndTime } from '../../ui/text/times.ts'
import { t } from '../../words/later.ts'
import { inWords } from '../model/markdown.ts'

/** A message that waits for a time or a person, and what can be done with it. */
export function LaterItem(props: {
  of: LaterMessage
  later: Later
  /** The name of somebody who is waited for. */
  nameOf: (user: string) => string
  /** Puts the text back where it was typed. */
  onEdit?: () => void
}) {
  const now = useNow()
  const when = (): string => {
    const { state, when } = props.of
    if (state === 'elsewhere' || state === 'stuck' || state === 'sending') return t(state)
    if ('back' in when) return t('back', props.nameOf(when.back) || t('someone'))
    return when.at <= now() ? t('overdue') : t('at', dayAndTime(when.at))
  }
  const isOpen = () => props.of.state !== 'sending'
  return (
    <>
      <p class="later-text" dir="auto">
        {inWords(props.of.text, false)}
      </p>
      <p class="later-when">{when()}</p>
      <div class="later-acts">
        <Show when={isOpen()}>
          <button type="button" class="button slim" onClick={() => void props.later.sendNow(props.of.id)}>
            {t('sendNow')}
          </button>
          <Show when={props.onEdit}>
            {(edit) => (
              <button type="button" class="button slim" onClick={() => edit()()}>
                {t('edit')}
              </button>
            )}
          </Show>
          <button type="button" class="button slim" onClick={() => void props.later.cancel(props.of.id)}>
            {t('cancel')}
          </button>
        </Show>
      </div>
    </>
  )
}
