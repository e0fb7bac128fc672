import { Show } from 'solid-js'
import { useStatus } from '../../status/useStatus.ts'

/** A quiet note that is shown only while offline. */
export function NeedsNetwork() {
  const status = useStatus()
  return (
    <Show when={status.network() === 'offline'}>
      <p class="prefs-note" role="status">
        You are offline. What is here needs the network.
      </p>
    </Show>
  )
}
