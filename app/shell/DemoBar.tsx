import { Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import { t } from '../words/shell.ts'

/** On a demo server: says that nothing here is kept for long. */
export function DemoBar() {
  const account = useAccount()
  return (
    <Show when={account.relay()?.demoBegan}>
      <div class="bar" role="status">
        <p>{account.vanished() ? t('demoReset') : t('demo')}</p>
      </div>
    </Show>
  )
}
