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
        It is signed out, and its key is ended for good: nothing more that it signs is taken. What it signed before
        stays valid, and stays yours. Whoever signs in on it again gets a new key.
      </p>
      <Show when={props.isThis}>
        <p class="prefs-note">This is the device in your hands. What is not sent yet stays here as text.</p>
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
