import type { JSX } from 'solid-js'
import { Dialog } from '../ui/popups/Dialog.tsx'
import { takeFocus } from '../ui/popups/takeFocus.ts'
import { t as common } from '../words/common.ts'
import { t } from '../words/status.ts'
import { Arriving, type Missing } from './Arriving.tsx'

/** Wraps a dialog whose code loads when it is first opened. The page under it stays unchanged meanwhile. */
export function ArrivingDialog(props: { onClose: () => void; children: JSX.Element }) {
  return (
    <Arriving missing={(missing) => <MissingDialog missing={missing} onClose={() => props.onClose()} />}>
      {props.children}
    </Arriving>
  )
}

function MissingDialog(props: { missing: Missing; onClose: () => void }) {
  return (
    <Dialog title={t(`missing.${props.missing.why}.title`)} onClose={() => props.onClose()}>
      <p>{t(`missing.${props.missing.why}.text`)}</p>
      <div class="dialog-acts">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {common('close')}
        </button>
        <button ref={takeFocus} type="button" class="button main" onClick={() => props.missing.tryAgain()}>
          {common('tryAgain')}
        </button>
      </div>
    </Dialog>
  )
}
