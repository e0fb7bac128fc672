import { createSignal } from 'solid-js'
import { usePeople } from '../../people/model/PeopleView.ts'
import { Field } from '../../ui/fields/Field.tsx'
import { t as fields } from '../../words/fields.ts'
import { t } from '../../words/settings.ts'
import { useSettings } from '../model/SettingsView.ts'
import { sayLeftUsername } from '../sayField.ts'
import { createSubmission } from '../submission.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'

/** The name to sign in with and to be found by. It must be unique, so only the relay can change it. */
export function UsernameForm() {
  const people = usePeople()
  const settings = useSettings()
  const [username, setUsername] = createSignal(people.me()?.username ?? '')
  const [trouble, setTrouble] = createSignal<string>()
  const submission = createSubmission(() => t('usernameChanged'))
  const submit = (event: Event) => {
    event.preventDefault()
    void submission.run(() => settings.rename(username().trim()))
  }
  return (
    <section class="prefs-part" aria-label={fields('username')}>
      <form class="prefs-part" noValidate onSubmit={submit}>
        <Field
          label={fields('username')}
          name="username"
          autocomplete="username"
          maxLength={64}
          value={username()}
          onInput={(value) => {
            setUsername(value)
            setTrouble(undefined)
            submission.forget()
          }}
          onLeave={() => setTrouble(sayLeftUsername(username()))}
          error={submission.errorOf('username') ?? trouble()}
          hint={t('usernameHint')}
        />
        <div class="prefs-acts">
          <button type="submit" class="button" aria-disabled={submission.busy()}>
            {t('changeUsername')}
          </button>
          <Said text={submission.said()} wrong={!submission.isDone()} />
        </div>
        <NeedsNetwork />
      </form>
    </section>
  )
}
