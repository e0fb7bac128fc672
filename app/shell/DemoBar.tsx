import { Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import { sentences } from '../ui/sentences.ts'

/** On a demo server: says that nothing here is kept for long. */
export function DemoBar() {
  const account = useAccount()
  return (
    <Show when={account.relay()?.demoBegan}>
      <div class="bar" role="status">
        <p>{account.vanished() ? sentences.demo.vanished : sentences.demo.now}</p>
      </div>
    </Show>
  )
}
