import { Show } from 'solid-js'
import { useViews } from '../../views.ts'

/** Quietly, while there is none. */
export function NeedsNetwork() {
  const { status } = useViews()
  return (
    <Show when={status.network() === 'offline'}>
      <p class="prefs-note" role="status">
        You are offline. What is here needs the network.
      </p>
    </Show>
  )
}
