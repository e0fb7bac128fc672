import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { usePeople } from '../../people/model/PeopleView.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSettings } from '../model/SettingsView.ts'
import { OwnPassword } from '../OwnPassword.tsx'
import { createSubmission } from '../submission.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'
import { TakeAll } from './TakeAll.tsx'

const ends = [
  {
    value: 'keep',
    name: 'Keep my messages',
    text: 'They stay, under the name “Deleted user”.',
  },
  {
    value: 'erase',
    name: 'Delete all my messages',
    text: 'In every room, for everyone.',
  },
] as const

/** Deletes the account for good. */
export default function DeleteSection() {
  const people = usePeople()
  const settings = useSettings()
  const navigate = useNavigate()
  const [end, setEnd] = createSignal<'keep' | 'erase'>('keep')
  const [typed, setTyped] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [missing, setMissing] = createSignal<string>()
  const submission = createSubmission('')
  const username = () => people.me()?.username ?? ''

  const submit = async (event: Event) => {
    event.preventDefault()
    const isTyped = typed().trim().replace(/^@/, '') === username()
    setMissing(isTyped ? undefined : `Type ${username()} to confirm.`)
    if (isTyped && (await submission.run(() => settings.remove(password(), end() === 'erase')))) navigate('/')
  }
  return (
    <>
      <section class="prefs-part" aria-label="Export your data">
        <NeedsNetwork />
        <p>This deletes your account and removes you from every room. It can’t be undone. Download your data first.</p>
        <TakeAll />
      </section>
      <section class="prefs-part" aria-label="Delete account">
        <form class="prefs-part" noValidate onSubmit={submit}>
          <Choices label="What happens to your messages" of={ends} value={end()} onChoose={setEnd} />
          <p class="prefs-note">
            A room you own goes to the moderator who has been there longest, or to another member if there is no
            moderator. A room where you’re alone is closed.
          </p>
          <Field
            label={`Type your username, ${username()}`}
            name="confirm"
            autocomplete="off"
            value={typed()}
            onInput={setTyped}
            error={missing()}
          />
          <OwnPassword
            value={password()}
            onInput={setPassword}
            error={submission.errorOf('password')}
            hint="Leave it empty if you don’t have a password and have just signed in."
          />
          <div class="prefs-acts">
            <button type="submit" class="button danger" aria-disabled={submission.busy()}>
              {submission.busy() ? 'One moment…' : 'Delete my account'}
            </button>
            <Said text={submission.said()} wrong />
          </div>
        </form>
      </section>
    </>
  )
}
