import { createSignal } from 'solid-js'
import { longestNote } from '../../../shared/room/acts.ts'
import { cleanLine } from '../../../shared/visible.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { whyNotAsked } from '../../room/askingAgain.ts'
import { Field } from '../../ui/fields/Field.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { takeFocus } from '../../ui/popups/takeFocus.ts'
import { t } from '../../words/directory.ts'
import { isolated } from '../../words/marks.ts'

/**
 * Asks the moderators for entry, with an optional message. `ask` resolves to a refusal, or to null once the request is
 * sent.
 */
export default function AskToEnter(props: {
  name: string
  ask: (note: string) => Promise<RefusalCode | null>
  onAsked: () => void
  onClose: () => void
}) {
  const [note, setNote] = createSignal('')
  const [trouble, setTrouble] = createSignal<string>()
  const ask = async (event: Event) => {
    event.preventDefault()
    const refused = await props.ask(cleanLine(note()))
    if (refused) setTrouble(whyNotAsked(refused))
    else props.onAsked()
  }
  return (
    <Dialog title={props.name ? t('askToJoinRoom', isolated(props.name)) : t('askToJoin')} onClose={props.onClose}>
      <form class="dialog-form" noValidate onSubmit={ask}>
        <Field
          label={t('note')}
          name="note"
          autocomplete="off"
          maxLength={longestNote}
          hint={t('noteHint')}
          ref={takeFocus}
          value={note()}
          onInput={setNote}
          error={trouble()}
        />
        <div class="dialog-acts">
          <button type="submit" class="button main">
            {t('ask')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
