import ShieldAlert from 'lucide-solid/icons/shield-alert'
import { For, Show } from 'solid-js'
import { t } from '../words/people.ts'
import { fingerprint } from './model/fingerprint.ts'
import { usePeople } from './model/PeopleView.ts'
import './key-warnings.css'

/** Warnings about changes to this user's device keys that an honest relay would never make. */
export function KeyWarnings(props: { user: string }) {
  const people = usePeople()
  const mine = () => people.warnings().filter(({ user }) => user === props.user)
  return (
    <Show when={mine().length > 0}>
      <div class="key-warnings" role="alert">
        <p class="key-warnings-title">
          <ShieldAlert size={18} /> {t('keysChanged')}
        </p>
        <ul class="plain">
          <For each={mine()}>
            {({ key, trouble }) => (
              <li>
                <code>{fingerprint(key)}</code> {t(`keyTrouble.${trouble}`)}
              </li>
            )}
          </For>
        </ul>
        <p>{t('askThem')}</p>
        <button type="button" class="button slim" onClick={() => people.accept(props.user)}>
          {t('trustKeys')}
        </button>
      </div>
    </Show>
  )
}
