import { createSignal } from 'solid-js'
import { useSettings } from '../model/SettingsView.ts'
import { PasswordField } from '../PasswordField.tsx'
import { createSubmission } from '../submission.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'

export default function PasswordSection() {
  const settings = useSettings()
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const submission = createSubmission('Password changed. You’ve been signed out everywhere else.')
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!(await submission.run(() => settings.changePassword(current(), next())))) return
    setCurrent('')
    setNext('')
  }
  return (
    <section class="prefs-part" aria-label="Password">
      <NeedsNetwork />
      <p class="prefs-note">Changing your password signs you out on all other devices.</p>
      <form class="prefs-part" noValidate onSubmit={submit}>
        <PasswordField
          label="Current password"
          name="current"
          autocomplete="current-password"
          value={current()}
          onInput={setCurrent}
          error={submission.errorOf('current')}
        />
        <PasswordField
          label="New password"
          name="next"
          autocomplete="new-password"
          value={next()}
          onInput={setNext}
          error={submission.errorOf('next')}
          hint="At least 10 characters. Try a few unrelated words."
        />
        <div class="prefs-acts">
          <button type="submit" class="button main" aria-disabled={submission.busy()}>
            Change password
          </button>
          <Said text={submission.said()} wrong={!submission.isDone()} />
        </div>
      </form>
      <p class="prefs-note">
        Forgot it? <a href="/forgotten">Reset your password</a>
      </p>
    </section>
  )
}
