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
        title="Reset your password"
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
          label="Username or e-mail"
          name="username"
          autocomplete="username"
          ref={(element) => {
            input = element
          }}
          value={login()}
          onInput={setLogin}
          error={missing() && !login().trim() ? 'Please fill this in.' : undefined}
          hint="We’ll send a link to the account’s e-mail address."
        />
      </Door>
    </Show>
  )
}

function Asked() {
  const account = useAccount()
  return (
    <Page
      title={account.relay()?.mail === false ? 'Ask the server’s administrator' : 'Check your e-mail'}
      acts={
        <a class="button main" href="/sign-in">
          Back to sign-in
        </a>
      }
    >
      <Show
        when={account.relay()?.mail === false}
        fallback={<p>If that account exists, we’ve sent it a link. The link works once and expires in an hour.</p>}
      >
        <p>
          This server can’t send e-mail. If that account exists, ask the administrator for the link. It works once and
          expires in an hour.
        </p>
      </Show>
    </Page>
  )
}
