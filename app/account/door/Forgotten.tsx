import { createSignal, onMount, Show } from 'solid-js'
import { Field } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { useAccount } from '../model/AccountView.ts'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { Door } from './Door.tsx'

/** `/forgotten`: asks for a link to set a new password. The answer does not reveal whether the account exists. */
export default function Forgotten() {
  const settings = useSettings()
  const submission = createSubmission('')
  const [login, setLogin] = createSignal('')
  const [missing, setMissing] = createSignal(false)
  let input: HTMLInputElement | undefined
  onMount(() => input?.focus())

  const submit = () => {
    setMissing(!login().trim())
    if (missing()) return input?.focus()
    void submission.run(() => settings.forgot(login().trim()))
  }

  return (
    <Show when={!submission.isDone()} fallback={<Asked />}>
      <Door
        title="A new password"
        trouble={submission.said() || undefined}
        busy={submission.busy()}
        act="Send me a link"
        onSubmit={submit}
        across={
          <>
            Remembered it? <a href="/sign-in">Sign in</a>
          </>
        }
      >
        <Field
          label="User name or e-mail"
          name="username"
          autocomplete="username"
          ref={(element) => {
            input = element
          }}
          value={login()}
          onInput={setLogin}
          error={missing() && !login().trim() ? 'Please fill this in.' : undefined}
          hint="A link to choose a new password goes to the e-mail of the account."
        />
      </Door>
    </Show>
  )
}

function Asked() {
  const account = useAccount()
  return (
    <Page
      title={account.relay()?.mail === false ? 'Ask the server’s administrator' : 'Look into your mail'}
      acts={
        <a class="button main" href="/sign-in">
          Back to sign-in
        </a>
      }
    >
      <Show
        when={account.relay()?.mail === false}
        fallback={<p>If there is such an account, a link is on its way. It works once, within the next hour.</p>}
      >
        <p>
          This relay sends no mail. If there is such an account, whoever runs the relay has a link for you. It works
          once, within the next hour.
        </p>
      </Show>
    </Page>
  )
}
