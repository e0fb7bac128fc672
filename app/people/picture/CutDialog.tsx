import { createSignal } from 'solid-js'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/picture.ts'
import { Cropper } from './Cropper.tsx'
import { cutPicture } from './cutPicture.ts'
import { middleOf } from './square.ts'
import { usePictures } from './usePictures.ts'

/** The dialog to choose which part of the picture to use. */
export default function CutDialog(props: {
  picture: ImageBitmap
  round: boolean
  onCut: (hash: string) => void
  onClose: () => void
}) {
  const pictures = usePictures()
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  let square = middleOf(props.picture)

  const cut = async () => {
    if (busy()) return
    setBusy(true)
    try {
      props.onCut(await pictures.put(await cutPicture(props.picture, square)))
      props.onClose()
    } catch (error) {
      // This browser cannot draw or encode this picture. The user may try another one.
      console.error('cannot crop the picture:', error)
      setFailed(true)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('crop')} onClose={() => props.onClose()}>
      <Cropper
        picture={props.picture}
        round={props.round}
        onSquare={(chosen) => {
          square = chosen
        }}
      />
      <p class="field-about" role="status">
        {failed() ? t('notUsed') : ''}
      </p>
      <div class="dialog-acts">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {common('cancel')}
        </button>
        <button type="button" class="button main" aria-disabled={busy()} onClick={() => void cut()}>
          {t('use')}
        </button>
      </div>
    </Dialog>
  )
}
