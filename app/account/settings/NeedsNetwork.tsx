import { Show } from 'solid-js'
import { useStatus } from '../../status/useStatus.ts'

/** Quietly, while there is none. */
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
