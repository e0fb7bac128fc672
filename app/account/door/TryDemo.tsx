import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/door.ts'
import { useAccount } from '../model/AccountView.ts'
import { saySignIn } from './saySignIn.ts'

/**
 * On a demo relay, a button that signs in with a temporary account, which lasts until the night. On other relays it
 * shows nothing.
 */
export function TryDemo(props: { back?: string; main?: boolean }) {
  const account = useAccount()
  const navigate = useNavigate()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<string>()

  const enter = async () => {
    if (busy()) return
    setBusy(true)
    const error = await account.tryDemo()
    setBusy(false)
    if (error) setTrouble(saySignIn(error))
    else navigate(props.back ?? '/', { replace: true })
  }

  return (
    <Show when={account.relay()?.demoBegan}>
      <button type="button" class="button" classList={{ main: props.main }} aria-disabled={busy()} onClick={enter}>
        {busy() ? common('oneMoment') : t('tryDemo')}
      </button>
      <Show when={trouble()}>
        <p class="door-trouble" role="alert">
          {trouble()}
        </p>
      </Show>
    </Show>
  )
}
