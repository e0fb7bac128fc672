import { Show } from 'solid-js'
import { MomentField } from '../../ui/fields/MomentField.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t } from '../../words/own.ts'

/** When to remind of a saved message. */
export function RemindDialog(props: { at: number | null; onPick: (at: number | null) => void; onClose: () => void }) {
  return (
    <Dialog title={t('remindTitle')} onClose={() => props.onClose()}>
      <MomentField onPick={(at) => props.onPick(at)} />
      <Show when={props.at !== null}>
        <div class="dialog-acts">
          <button type="button" class="button" onClick={() => props.onPick(null)}>
            {t('noReminder')}
          </button>
        </div>
      </Show>
    </Dialog>
  )
}
