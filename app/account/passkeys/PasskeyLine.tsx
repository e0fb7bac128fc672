import KeyRound from 'lucide-solid/icons/key-round'
import Pencil from 'lucide-solid/icons/pencil'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, Show } from 'solid-js'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { sentences } from '../../ui/sentences.ts'
import { shortTime } from '../../ui/times.ts'
import { useNow } from '../../ui/useNow.ts'
import { isolated } from '../../words/marks.ts'
import type { Passkey, PasskeyTrouble } from '../model/passkeys.ts'

/** One passkey in the list, with its last use and its actions. */
export function PasskeyLine(props: {
  passkey: Passkey
  onRename: (name: string) => Promise<PasskeyTrouble | null>
  onRemove: () => Promise<PasskeyTrouble | null>
  onChanged: () => void
}) {
  const [open, setOpen] = createSignal<'rename' | 'remove' | null>(null)
  const now = useNow()
  const [name, setName] = createSignal('')
  const [trouble, setTrouble] = createSignal<PasskeyTrouble>()
  const show = (what: 'rename' | 'remove') => {
    setName(props.passkey.name)
    setTrouble(undefined)
    setOpen(what)
  }
  const settle = async (told: Promise<PasskeyTrouble | null>) => {
    const failed = await told
    setTrouble(failed ?? undefined)
    if (failed) return
    setOpen(null)
    props.onChanged()
  }
  const rename = (event: Event) => {
    event.preventDefault()
    if (name().trim()) void settle(props.onRename(name().trim()))
  }

  return (
    <li class="passkey">
      <KeyRound size={18} aria-hidden="true" />
      <div class="passkey-words">
        <bdi class="one-line">{props.passkey.name}</bdi>
        <span class="one-line">{lastUse(props.passkey, now())}</span>
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={`Rename ${isolated(props.passkey.name)}`}
        onClick={() => show('rename')}
      >
        <Pencil size={16} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={`Remove ${isolated(props.passkey.name)}`}
        onClick={() => show('remove')}
      >
        <Trash size={16} />
      </button>
      <Show when={open() === 'rename'}>
        <Dialog title="Rename passkey" onClose={() => setOpen(null)}>
          <form class="passkey-form" onSubmit={rename}>
            <Field
              label="Name"
              name="passkey-name"
              autocomplete="off"
              maxLength={64}
              value={name()}
              onInput={setName}
              error={trouble() && sentences.passkey[trouble() ?? 'failed']}
            />
            <div class="dialog-acts">
              <button type="submit" class="button main">
                Rename
              </button>
            </div>
          </form>
        </Dialog>
      </Show>
      <Show when={open() === 'remove'}>
        <Dialog title="Remove passkey?" onClose={() => setOpen(null)}>
          <p>
            You won’t be able to sign in with “<bdi>{props.passkey.name}</bdi>”. Your device may keep offering it until
            you delete it there too.
          </p>
          <Show when={trouble()}>
            {(what) => (
              <p class="passkeys-trouble" role="alert">
                {sentences.passkey[what()]}
              </p>
            )}
          </Show>
          <div class="dialog-acts">
            <button type="button" class="button" onClick={() => setOpen(null)}>
              Cancel
            </button>
            <button type="button" class="button danger" onClick={() => void settle(props.onRemove())}>
              Remove
            </button>
          </div>
        </Dialog>
      </Show>
    </li>
  )
}

const lastUse = ({ added, used }: Passkey, now: number): string =>
  used === null ? `Added ${shortTime(added, now)}, not used yet` : `Last used ${shortTime(used, now)}`
