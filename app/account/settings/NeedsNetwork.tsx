import { Show } from 'solid-js'
import { useStatus } from '../../status/useStatus.ts'
import { t } from '../../words/settings.ts'

/** A quiet note that is shown only while offline. */
export function NeedsNetwork() {
  const status = useStatus()
  return (
    <Show when={status.network() === 'offline'}>
      <p class="prefs-note" role="status">
        {t('needsNetwork')}
      </p>
    </Show>
  )
}
