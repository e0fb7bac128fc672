import { useNavigate } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import type { LinkOverReason } from '../../../shared/link-over.ts'
import { useSettings } from '../model/SettingsView.ts'
import { PasswordField } from '../PasswordField.tsx'
import { createSubmission } from '../submission.ts'
import { Door } from './Door.tsx'
import { LinkOver } from './LinkOver.tsx'
import { WithLinkToken } from './WithLinkToken.tsx'

/** `/reset#token`: sets a new password with a link from a mail. */
export default function Reset() {
  return <WithLinkToken>{(token) => <NewPassword token={token} />}</WithLinkToken>
}

function NewPassword(props: { token: string }) {
  const settings = useSettings()
  const navigate = useNavigate()
  const submission = createSubmission('')
  const [password, setPassword] = createSignal('')
  let input: HTMLInputElement | undefined
  onMount(() => input?.focus())

  const submit = async () => {
    if (password() && (await submission.run(() => settings.reset(props.token, password()))))
      navigate('/', { replace: true })
    else input?.focus()
  }

  return (
    <Show when={!submission.whyOver()} fallback={<Over why={submission.whyOver() ?? 'over'} />}>
      <Door
        title="Choose a new password"
        trouble={submission.said() || undefined}
        busy={submission.busy()}
        act="Set password"
        onSubmit={submit}
        across="You’ll be signed out on all your other devices."
      >
        <PasswordField
          label="New password"
          name="password"
          autocomplete="new-password"
          ref={(element) => {
            input = element
          }}
          value={password()}
          onInput={setPassword}
          error={submission.errorOf('password')}
          hint="At least 10 characters. Try a few unrelated words."
        />
      </Door>
    </Show>
  )
}

function Over(props: { why: LinkOverReason }) {
  return (
    <LinkOver
      why={props.why}
      acts={
        <a class="button main" href="/forgotten">
          Send a new link
        </a>
      }
    >
      You can ask for a new link.
    </LinkOver>
  )
}
