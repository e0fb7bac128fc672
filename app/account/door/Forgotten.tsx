import { createSignal, onMount, Show } from 'solid-js'
import { Field } from '../../ui/fields/Field.tsx'
import { Page } from '../../ui/page/Page.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t as fields } from '../../words/fields.ts'
import { t } from '../../words/links.ts'
import { useAccount } from '../model/AccountView.ts'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { Door } from './Door.tsx'

/** `/forgotten`: asks for a link to set a new password. The answer does not reveal whether the account exists. */
export default function Forgotten() {
  const settings = useSettings()
  const submission = createSubmission()
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
        title={t('forgottenTitle')}
        trouble={submission.said() || undefined}
        busy={submission.busy()}
        act={t('forgottenAct')}
        onSubmit={submit}
        across={<Rich text={t('remembered')} with={{ signIn: <a href="/sign-in">{common('signIn')}</a> }} />}
      >
        <Field
          label={fields('login')}
          name="username"
          autocomplete="username"
          ref={(element) => {
            input = element
          }}
          value={login()}
          onInput={setLogin}
          error={missing() && !login().trim() ? fields('missing') : undefined}
          hint={t('forgottenHint')}
        />
      </Door>
    </Show>
  )
}

function Asked() {
  const account = useAccount()
  return (
    <Page
      title={t(account.relay()?.mail === false ? 'askAdmin' : 'checkMail')}
      acts={
        <a class="button main" href="/sign-in">
          {t('backToSignIn')}
        </a>
      }
    >
      <p>{t(account.relay()?.mail === false ? 'askAdminText' : 'checkMailText')}</p>
    </Page>
  )
}
