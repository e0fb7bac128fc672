import { createSignal, Show } from 'solid-js'
import { CopyText } from '../../ui/CopyText.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
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
  const submission = createSubmission('')
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
    <section class="prefs-part" aria-label="Forgotten password">
      <h2>Somebody forgot their password</h2>
      <form class="prefs-part" onSubmit={submit}>
        <Field label="Username" name="whose" autocomplete="off" value={username()} onInput={setUsername} />
        <div class="prefs-acts">
          <button type="submit" class="button" aria-disabled={submission.busy()}>
            Create link
          </button>
          <Said text={submission.said()} wrong />
        </div>
      </form>
      <Show when={link()}>
        <CopyText label="Hand this to them, and to nobody else" text={link()} />
        <p class="prefs-note">It works once, for an hour, and whoever opens it can make a new password.</p>
      </Show>
    </section>
  )
}

function EndAccount() {
  const settings = useSettings()
  const [username, setUsername] = createSignal('')
  const [asking, setAsking] = createSignal(false)
  const submission = createSubmission('The account is ended.')
  const end = async () => {
    setAsking(false)
    if (await submission.run(() => settings.endAccount(clean(username())))) setUsername('')
  }
  return (
    <section class="prefs-part" aria-label="End an account">
      <h2>End an account</h2>
      <form
        class="prefs-part"
        onSubmit={(event) => {
          event.preventDefault()
          if (clean(username())) setAsking(true)
        }}
      >
        <Field
          label="Username of the account"
          name="whom"
          autocomplete="off"
          value={username()}
          onInput={setUsername}
        />
        <div class="prefs-acts">
          <button type="submit" class="button">
            End account…
          </button>
          <Said text={submission.said()} wrong={!submission.isDone()} />
        </div>
      </form>
      <Show when={asking()}>
        <Dialog title={`End the account of ${clean(username())}?`} onClose={() => setAsking(false)}>
          <p>They are signed out everywhere and cannot come back. What they wrote stays.</p>
          <div class="dialog-acts">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              Cancel
            </button>
            <button type="button" class="button danger" onClick={() => void end()}>
              End account
            </button>
          </div>
        </Dialog>
      </Show>
    </section>
  )
}

const clean = (username: string): string => username.trim().replace(/^@/, '')
