import { Show } from 'solid-js'
import { useStatus } from '../../status/useStatus.ts'

/** A quiet note that is shown only while offline. */
export function NeedsNetwork() {
  const status = useStatus()
  return (
    <Show when={status.network() === 'offline'}>
      <p class="prefs-note" role="status">
        You’re offline. This page needs a connection.
      </p>
    </Show>
  )
}
