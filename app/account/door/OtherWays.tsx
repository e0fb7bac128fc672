import KeyRound from 'lucide-solid/icons/key-round'
import { Show } from 'solid-js'
import { Rich } from '../../ui/text/Rich.tsx'
import { t } from '../../words/door.ts'
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
              <Rich text={t('signInWith')} with={{ provider: <bdi>{provider().name}</bdi> }} />
            </span>
          </a>
        )}
      </Show>
      <Show when={hindrance === null} fallback={<p class="door-note">{hindrance && t(`noPasskeys.${hindrance}`)}</p>}>
        <button type="button" class="button" aria-disabled={props.busy} onClick={() => props.busy || props.onPasskey()}>
          <KeyRound size={16} /> {t('signInWithPasskey')}
        </button>
      </Show>
      <TryDemo back={props.back} />
    </div>
  )
}
