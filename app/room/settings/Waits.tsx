import { Show } from 'solid-js'
import { createLasting } from '../../ui/reactive/lasting.ts'
import { t } from '../../words/roomSettings.ts'

/** Online, a choice is saved sooner than this, so nothing is shown. */
const worthAWordAfterMs = 800

/** Shown below a choice that has not reached the relay yet. */
export function Waits(props: { when: boolean }) {
  const waits = createLasting(() => props.when, false, worthAWordAfterMs)
  return (
    <Show when={waits()}>
      <p class="settings-why" role="status">
        {t('waiting')}
      </p>
    </Show>
  )
}
