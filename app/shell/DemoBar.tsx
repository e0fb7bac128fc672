import { Show } from 'solid-js'
import { sentences } from '../ui/sentences.ts'
import { useViews } from '../views.ts'

/** On a demo: that nothing here lasts. */
export function DemoBar() {
  const { account } = useViews()
  return (
    <Show when={account.relay()?.demoBegan}>
      <div class="bar" role="status">
        <p>{account.vanished() ? sentences.demo.vanished : sentences.demo.now}</p>
      </div>
    </Show>
  )
}
