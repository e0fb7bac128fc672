import { Show } from 'solid-js'
import { MomentField } from '../../ui/fields/MomentField.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t } from '../../words/own.ts'
import './remind-dialog.css'

/** When to remind of a saved message, or of a person's own words. `about`: these words. `at`: when it would be now. */
export function RemindDialog(props: {
  about?: string
  at: number | null
  onPick: (at: number | null) => void
  onClose: () => void
}) {
  return (
    <Dialog title={t('remindTitle')} onClose={() => props.onClose()}>
      <Show when={props.about}>
        <p class="remind-about" dir="auto">
          {props.about}
        </p>
      </Show>
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
