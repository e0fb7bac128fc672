import { createSignal } from 'solid-js'
import { usePeople } from '../../people/model/PeopleView.ts'
import { Field } from '../../ui/Field.tsx'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'

/** The name to sign in with and to be found by. It must be unique, so only the relay can change it. */
export function UsernameForm() {
  const people = usePeople()
  const settings = useSettings()
  const [username, setUsername] = createSignal(people.me()?.username ?? '')
  const submission = createSubmission('Username changed.')
  const submit = (event: Event) => {
    event.preventDefault()
    void submission.run(() => settings.rename(username().trim()))
  }
  return (
    <section class="prefs-part" aria-label="Username">
      <form class="prefs-part" noValidate onSubmit={submit}>
        <Field
          label="Username"
          name="username"
          autocomplete="username"
          maxLength={64}
          value={username()}
          onInput={(value) => {
            setUsername(value)
            submission.forget()
          }}
          error={submission.errorOf('username')}
          hint="You sign in with it, and others can find you by it."
        />
        <div class="prefs-acts">
          <button type="submit" class="button" aria-disabled={submission.busy()}>
            Change username
          </button>
          <Said text={submission.said()} wrong={!submission.isDone()} />
        </div>
        <NeedsNetwork />
      </form>
    </section>
  )
}
