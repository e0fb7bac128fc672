import KeyRound from 'lucide-solid/icons/key-round'
import Pencil from 'lucide-solid/icons/pencil'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, Show } from 'solid-js'
import { Field } from '../../ui/fields/Field.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { useNow } from '../../ui/reactive/useNow.ts'
import { Rich } from '../../ui/text/Rich.tsx'
import { shortTime } from '../../ui/text/times.ts'
import { t as common } from '../../words/common.ts'
import { isolated } from '../../words/marks.ts'
import { t } from '../../words/passkeys.ts'
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
        aria-label={t('renameThis', isolated(props.passkey.name))}
        onClick={() => show('rename')}
      >
        <Pencil size={16} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('removeThis', isolated(props.passkey.name))}
        onClick={() => show('remove')}
      >
        <Trash size={16} />
      </button>
      <Show when={open() === 'rename'}>
        <Dialog title={t('renameTitle')} onClose={() => setOpen(null)}>
          <form class="passkey-form" onSubmit={rename}>
            <Field
              label={t('name')}
              name="passkey-name"
              autocomplete="off"
              maxLength={64}
              value={name()}
              onInput={setName}
              error={trouble() && t(`failed.${trouble() ?? 'failed'}`)}
            />
            <div class="dialog-acts">
              <button type="submit" class="button main">
                {common('rename')}
              </button>
            </div>
          </form>
        </Dialog>
      </Show>
      <Show when={open() === 'remove'}>
        <Dialog title={t('removeTitle')} onClose={() => setOpen(null)}>
          <p>
            <Rich text={t('removeText')} with={{ name: <bdi>{props.passkey.name}</bdi> }} />
          </p>
          <Show when={trouble()}>
            {(what) => (
              <p class="passkeys-trouble" role="alert">
                {t(`failed.${what()}`)}
              </p>
            )}
          </Show>
          <div class="dialog-acts">
            <button type="button" class="button" onClick={() => setOpen(null)}>
              {common('cancel')}
            </button>
            <button type="button" class="button danger" onClick={() => void settle(props.onRemove())}>
              {common('remove')}
            </button>
          </div>
        </Dialog>
      </Show>
    </li>
  )
}

const lastUse = ({ added, used }: Passkey, now: number): string =>
  used === null ? t('added', shortTime(added, now)) : t('used', shortTime(used, now))
