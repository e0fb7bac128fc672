import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/message.ts'
import type { Acting } from './acting.ts'

/** Asks what is meant when an edit leaves nothing of a message. */
export default function EraseEdited(props: { acting: Acting }) {
  return (
    <Dialog title={t('eraseTitle')} onClose={() => props.acting.close()}>
      <p>{t('eraseAbout')}</p>
      <div class="dialog-acts">
        <button type="button" class="button" onClick={() => props.acting.close()}>
          {common('cancel')}
        </button>
        <button type="button" class="button danger" onClick={() => props.acting.eraseEdited()}>
          {t('act.erase')}
        </button>
      </div>
    </Dialog>
  )
}
