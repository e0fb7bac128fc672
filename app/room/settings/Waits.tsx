import { Show } from 'solid-js'
import { createLasting } from '../../ui/lasting.ts'

/** With a network a choice is taken before one could read of it. */
const worthAWordAfterMs = 800

/** Below what was chosen and the relay has not heard of. */
export function Waits(props: { when: boolean }) {
  const waits = createLasting(() => props.when, false, worthAWordAfterMs)
  return (
    <Show when={waits()}>
      <p class="settings-why" role="status">
        Waiting for the network.
      </p>
    </Show>
  )
}
