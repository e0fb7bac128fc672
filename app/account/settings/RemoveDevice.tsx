import { Show } from 'solid-js'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/settings.ts'
import { agentText } from '../model/agent.ts'
import type { OwnDevice } from '../model/SettingsView.ts'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { Said } from './Said.tsx'

export function RemoveDevice(props: {
  device: OwnDevice
  isThis: boolean
  onRemoved: () => void
  onClose: () => void
}) {
  const settings = useSettings()
  const submission = createSubmission()
  const title = () => {
    const name = agentText(props.device.agent)
    return name === null ? t('removeUnknownTitle') : t('removeThisTitle', name)
  }
  const remove = async () => {
    if (!(await submission.run(() => settings.endDevice(props.device.id)))) return
    props.onRemoved()
    props.onClose()
  }
  return (
    <Dialog title={title()} onClose={() => props.onClose()}>
      <p>{t('removeText')}</p>
      <Show when={props.isThis}>
        <p class="prefs-note">{t('removeOwn')}</p>
      </Show>
      <Said text={submission.said()} wrong />
      <div class="dialog-acts">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {common('cancel')}
        </button>
        <button type="button" class="button danger" aria-disabled={submission.busy()} onClick={() => void remove()}>
          {common('remove')}
        </button>
      </div>
    </Dialog>
  )
}
