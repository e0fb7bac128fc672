import { createSignal } from 'solid-js'
import { createDeed } from '../deed.ts'
import { useSettings } from '../model/SettingsView.ts'
import { PasswordField } from '../PasswordField.tsx'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'

export default function PasswordSection() {
  const settings = useSettings()
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const deed = createDeed('Changed. Everywhere else you are signed out.')
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!(await deed.run(() => settings.changePassword(current(), next())))) return
    setCurrent('')
    setNext('')
  }
  return (
    <section class="prefs-part" aria-label="Password">
      <NeedsNetwork />
      <p class="prefs-note">Changing it signs you out everywhere but here.</p>
      <form class="prefs-part" noValidate onSubmit={submit}>
        <PasswordField
          label="Current password"
          name="current"
          autocomplete="current-password"
          value={current()}
          onInput={setCurrent}
          error={deed.errorOf('current')}
        />
        <PasswordField
          label="New password"
          name="next"
          autocomplete="new-password"
          value={next()}
          onInput={setNext}
          error={deed.errorOf('next')}
          hint="At least 10 characters. A few plain words do well."
        />
        <div class="prefs-acts">
          <button type="submit" class="button main" aria-disabled={deed.busy()}>
            Change password
          </button>
          <Said text={deed.said()} wrong={!deed.isDone()} />
        </div>
      </form>
      <p class="prefs-note">
        Forgotten it? <a href="/forgotten">Get a link to make a new one</a>.
      </p>
    </section>
  )
}
