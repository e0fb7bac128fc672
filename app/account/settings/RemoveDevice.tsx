import { Show } from 'solid-js'
import { Dialog } from '../../ui/Dialog.tsx'
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
  const submission = createSubmission('')
  const remove = async () => {
    if (!(await submission.run(() => settings.endDevice(props.device.id)))) return
    props.onRemoved()
    props.onClose()
  }
  return (
    <Dialog title={`Remove ${props.device.agent || 'this device'}?`} onClose={() => props.onClose()}>
      <p>
        This signs the device out and ends its security key for good. Messages already sent from it stay valid. Signing
        in on it again creates a new key.
      </p>
      <Show when={props.isThis}>
        <p class="prefs-note">This is the device you’re using. Messages that aren’t sent yet stay here as text.</p>
      </Show>
      <Said text={submission.said()} wrong />
      <div class="dialog-acts">
        <button type="button" class="button" onClick={() => props.onClose()}>
          Cancel
        </button>
        <button type="button" class="button danger" aria-disabled={submission.busy()} onClick={() => void remove()}>
          Remove
        </button>
      </div>
    </Dialog>
  )
}
