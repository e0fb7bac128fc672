import { createSignal } from 'solid-js'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as fields } from '../../words/fields.ts'
import { t } from '../../words/settings.ts'
import { useSettings } from '../model/SettingsView.ts'
import { PasswordField } from '../PasswordField.tsx'
import { createSubmission } from '../submission.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'

export default function PasswordSection() {
  const settings = useSettings()
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const submission = createSubmission(() => t('passwordChanged'))
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!(await submission.run(() => settings.changePassword(current(), next())))) return
    setCurrent('')
    setNext('')
  }
  return (
    <section class="prefs-part" aria-label={t('page.password')}>
      <NeedsNetwork />
      <p class="prefs-note">{t('passwordNote')}</p>
      <form class="prefs-part" noValidate onSubmit={submit}>
        <PasswordField
          label={t('currentPassword')}
          name="current"
          autocomplete="current-password"
          value={current()}
          onInput={setCurrent}
          error={submission.errorOf('current')}
        />
        <PasswordField
          label={fields('newPassword')}
          name="next"
          autocomplete="new-password"
          value={next()}
          onInput={setNext}
          error={submission.errorOf('next')}
          hint={fields('newPasswordHint')}
        />
        <div class="prefs-acts">
          <button type="submit" class="button main" aria-disabled={submission.busy()}>
            {t('changePassword')}
          </button>
          <Said text={submission.said()} wrong={!submission.isDone()} />
        </div>
      </form>
      <p class="prefs-note">
        <Rich text={t('forgotten')} with={{ reset: <a href="/forgotten">{t('resetPassword')}</a> }} />
      </p>
    </section>
  )
}
