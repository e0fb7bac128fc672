import { createResource, createSignal, Show } from 'solid-js'
import { Field } from '../../ui/fields/Field.tsx'
import { arrived } from '../../ui/reactive/arrived.ts'
import { Rich } from '../../ui/text/Rich.tsx'
import { t } from '../../words/settings.ts'
import { useAccount } from '../model/AccountView.ts'
import { useSettings } from '../model/SettingsView.ts'
import { OwnPassword } from '../OwnPassword.tsx'
import { createSubmission } from '../submission.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'

/** Changes the e-mail address. The change takes effect once the new address is confirmed. */
export default function MailSection() {
  const account = useAccount()
  const settings = useSettings()
  const [facts] = createResource(() => settings.facts())
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [sentTo, setSentTo] = createSignal('')
  const submission = createSubmission()
  const known = () => {
    const found = arrived(facts)
    return typeof found === 'object' ? found : null
  }
  /** False also while the relay has not told it. */
  const sendsNoMail = () => account.relay()?.mail === false
  const notConfirmed = () => (sendsNoMail() ? 'emailCannotBeConfirmed' : 'emailNotConfirmed')
  const submit = async (event: Event) => {
    event.preventDefault()
    const wanted = email().trim()
    if (!(await submission.run(() => settings.changeMail(wanted, password())))) return
    setSentTo(wanted)
    setEmail('')
    setPassword('')
  }
  return (
    <section class="prefs-part" aria-label={t('page.email')}>
      <NeedsNetwork />
      <Show when={facts.loading}>
        <p class="prefs-note">{t('emailLoading')}</p>
      </Show>
      <Show when={known()}>
        {(known) => (
          <p>
            <b>{known().email}</b>
            <br />
            <span class="prefs-note">{t(known().confirmed ? 'emailConfirmed' : notConfirmed())}</span>
          </p>
        )}
      </Show>
      <Show when={sendsNoMail()}>
        <p class="prefs-note">{t('noEmail')}</p>
      </Show>
      <Show when={sentTo()}>
        {(address) => (
          <p class="prefs-note" role="status">
            <Rich text={t(account.relay()?.mail ? 'emailSent' : 'emailNotSent')} with={{ email: <b>{address()}</b> }} />
          </p>
        )}
      </Show>
      <form class="prefs-part" noValidate onSubmit={submit}>
        <Field
          label={t('newEmail')}
          name="email"
          type="email"
          autocomplete="email"
          value={email()}
          onInput={setEmail}
          error={submission.errorOf('email')}
        />
        <OwnPassword value={password()} onInput={setPassword} error={submission.errorOf('password')} />
        <div class="prefs-acts">
          <button type="submit" class="button main" aria-disabled={submission.busy()}>
            {t('changeEmail')}
          </button>
          <Said text={submission.said()} wrong />
        </div>
      </form>
    </section>
  )
}
