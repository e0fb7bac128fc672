import KeyRound from 'lucide-solid/icons/key-round'
import { Show } from 'solid-js'
import { sentences } from '../../ui/sentences.ts'
import { useAccount } from '../model/AccountView.ts'
import { whyNoPasskeys } from '../model/passkeys.ts'
import { wayToProvider } from '../signInLinks.ts'
import { TryDemo } from './TryDemo.tsx'

/** The ways to sign in without a password that this relay and this browser offer. */
export function OtherWays(props: { back: string; busy: boolean; onPasskey: () => void }) {
  const account = useAccount()
  const hindrance = whyNoPasskeys()
  return (
    <div class="door-ways">
      <Show when={account.relay()?.provider}>
        {(provider) => (
          <a class="button" rel="external" href={wayToProvider(props.back)}>
            <span class="one-line">
              Sign in with <bdi>{provider().name}</bdi>
            </span>
          </a>
        )}
      </Show>
      <Show
        when={hindrance === null}
        fallback={<p class="door-note">{hindrance && sentences.noPasskeys[hindrance]}</p>}
      >
        <button type="button" class="button" aria-disabled={props.busy} onClick={() => props.busy || props.onPasskey()}>
          <KeyRound size={16} /> Sign in with a passkey
        </button>
      </Show>
      <TryDemo back={props.back} />
    </div>
  )
}
