import ShieldAlert from 'lucide-solid/icons/shield-alert'
import { For, Show } from 'solid-js'
import { sentences } from '../ui/sentences.ts'
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
          <ShieldAlert size={18} /> The server changed what it says about this person’s devices.
        </p>
        <ul class="plain">
          <For each={mine()}>
            {({ key, trouble }) => (
              <li>
                <code>{fingerprint(key)}</code> {sentences.pin[trouble]}
              </li>
            )}
          </For>
        </ul>
        <p>
          This should never happen. Ask this person in another way, such as by phone, before you trust these devices.
        </p>
        <button type="button" class="button slim" onClick={() => people.accept(props.user)}>
          I asked them. Trust these devices
        </button>
      </div>
    </Show>
  )
}
