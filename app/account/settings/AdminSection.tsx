import { createSignal, Show } from 'solid-js'
import { CopyText } from '../../ui/fields/CopyText.tsx'
import { Field } from '../../ui/fields/Field.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t as common } from '../../words/common.ts'
import { t as fields } from '../../words/fields.ts'
import { t } from '../../words/settings.ts'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { Health } from './Health.tsx'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { Said } from './Said.tsx'

/** What an admin of the relay can see and do. */
export default function AdminSection() {
  return (
    <>
      <NeedsNetwork />
      <Health />
      <ResetLink />
      <EndAccount />
    </>
  )
}

function ResetLink() {
  const settings = useSettings()
  const [username, setUsername] = createSignal('')
  const [link, setLink] = createSignal('')
  const submission = createSubmission()
  const submit = (event: Event) => {
    event.preventDefault()
    setLink('')
    void submission.run(async () => {
      const found = await settings.resetLinkFor(clean(username()))
      if (typeof found === 'string') return { trouble: found }
      setLink(found.link)
      return null
    })
  }
  return (
    <section class="prefs-part" aria-label={t('resetSomeone')}>
      <h2>{t('resetSomeone')}</h2>
      <form class="prefs-part" onSubmit={submit}>
        <Field label={fields('username')} name="whose" autocomplete="off" value={username()} onInput={setUsername} />
        <div class="prefs-acts">
          <button type="submit" class="button" aria-disabled={submission.busy()}>
            {t('createLink')}
          </button>
          <Said text={submission.said()} wrong />
        </div>
      </form>
      <Show when={link()}>
        <CopyText label={t('resetLink')} text={link()} />
        <p class="prefs-note">{t('resetLinkNote')}</p>
      </Show>
    </section>
  )
}

function EndAccount() {
  const settings = useSettings()
  const [username, setUsername] = createSignal('')
  const [asking, setAsking] = createSignal(false)
  const submission = createSubmission(() => t('closed'))
  const end = async () => {
    setAsking(false)
    if (await submission.run(() => settings.endAccount(clean(username())))) setUsername('')
  }
  return (
    <section class="prefs-part" aria-label={t('closeTitle')}>
      <h2>{t('closeTitle')}</h2>
      <form
        class="prefs-part"
        onSubmit={(event) => {
          event.preventDefault()
          if (clean(username())) setAsking(true)
        }}
      >
        <Field label={t('closeWhose')} name="whom" autocomplete="off" value={username()} onInput={setUsername} />
        <div class="prefs-acts">
          <button type="submit" class="button">
            {t('closeAsk')}
          </button>
          <Said text={submission.said()} wrong={!submission.isDone()} />
        </div>
      </form>
      <Show when={asking()}>
        <Dialog title={t('closeDialog', clean(username()))} onClose={() => setAsking(false)}>
          <p>{t('closeText')}</p>
          <div class="dialog-acts">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {common('cancel')}
            </button>
            <button type="button" class="button danger" onClick={() => void end()}>
              {t('closeAct')}
            </button>
          </div>
        </Dialog>
      </Show>
    </section>
  )
}

const clean = (username: string): string => username.trim().replace(/^@/, '')
