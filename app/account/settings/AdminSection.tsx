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
    <section class="prefs-part" aria-label="Reset someone’s password">
      <h2>Reset someone’s password</h2>
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
        <CopyText label="Give this link only to them" text={link()} />
        <p class="prefs-note">It works once and expires in an hour. Anyone who opens it can set a new password.</p>
      </Show>
    </section>
  )
}

function EndAccount() {
  const settings = useSettings()
  const [username, setUsername] = createSignal('')
  const [asking, setAsking] = createSignal(false)
  const submission = createSubmission('Account closed.')
  const end = async () => {
    setAsking(false)
    if (await submission.run(() => settings.endAccount(clean(username())))) setUsername('')
  }
  return (
    <section class="prefs-part" aria-label="Close an account">
      <h2>Close an account</h2>
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
            Close account…
          </button>
          <Said text={submission.said()} wrong={!submission.isDone()} />
        </div>
      </form>
      <Show when={asking()}>
        <Dialog title={`Close the account of ${clean(username())}?`} onClose={() => setAsking(false)}>
          <p>They’ll be signed out everywhere and can’t sign in again. Their messages stay.</p>
          <div class="dialog-acts">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              Cancel
            </button>
            <button type="button" class="button danger" onClick={() => void end()}>
              Close account
            </button>
          </div>
        </Dialog>
      </Show>
    </section>
  )
}

const clean = (username: string): string => username.trim().replace(/^@/, '')
