import { useNavigate } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import type { LinkOverReason } from '../../../shared/link-over.ts'
import { t as fields } from '../../words/fields.ts'
import { t } from '../../words/links.ts'
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
  const submission = createSubmission()
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
        title={t('resetTitle')}
        trouble={submission.said() || undefined}
        busy={submission.busy()}
        act={t('resetAct')}
        onSubmit={submit}
        across={t('resetNote')}
      >
        <PasswordField
          label={fields('newPassword')}
          name="password"
          autocomplete="new-password"
          ref={(element) => {
            input = element
          }}
          value={password()}
          onInput={setPassword}
          error={submission.errorOf('password')}
          hint={fields('newPasswordHint')}
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
          {t('resetAgain')}
        </a>
      }
    >
      {t('resetOver')}
    </LinkOver>
  )
}
