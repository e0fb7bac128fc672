import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { usePeople } from '../../people/model/PeopleView.ts'
import { Choices } from '../../ui/fields/Choices.tsx'
import { Field } from '../../ui/fields/Field.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/settings.ts'
import { useSettings } from '../model/SettingsView.ts'
import { OwnPassword } from '../OwnPassword.tsx'
import { createSubmission } from '../submission.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'
import { TakeAll } from './TakeAll.tsx'

const ends = () => (['keep', 'erase'] as const).map((value) => ({ value, ...t(value) }))

/** Deletes the account for good. */
export default function DeleteSection() {
  const people = usePeople()
  const settings = useSettings()
  const navigate = useNavigate()
  const [end, setEnd] = createSignal<'keep' | 'erase'>('keep')
  const [typed, setTyped] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [missing, setMissing] = createSignal<string>()
  const submission = createSubmission()
  const username = () => people.me()?.username ?? ''

  const submit = async (event: Event) => {
    event.preventDefault()
    const isTyped = typed().trim().replace(/^@/, '') === username()
    setMissing(isTyped ? undefined : t('notTyped', username()))
    if (isTyped && (await submission.run(() => settings.remove(password(), end() === 'erase')))) navigate('/')
  }
  return (
    <>
      <section class="prefs-part" aria-label={t('exportFirst')}>
        <NeedsNetwork />
        <p>{t('deleteAbout')}</p>
        <TakeAll />
      </section>
      <section class="prefs-part" aria-label={t('page.delete')}>
        <form class="prefs-part" noValidate onSubmit={submit}>
          <Choices label={t('yourMessages')} of={ends()} value={end()} onChoose={setEnd} />
          <p class="prefs-note">{t('ownedRooms')}</p>
          <Field
            label={t('typeUsername', username())}
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
            hint={t('noPassword')}
          />
          <div class="prefs-acts">
            <button type="submit" class="button danger" aria-disabled={submission.busy()}>
              {submission.busy() ? common('oneMoment') : t('deleteAct')}
            </button>
            <Said text={submission.said()} wrong />
          </div>
        </form>
      </section>
    </>
  )
}
