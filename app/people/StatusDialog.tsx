import { Dialog } from '../ui/Dialog.tsx'
import { StatusForm } from './StatusForm.tsx'

export default function StatusDialog(props: { onClose: () => void }) {
  return (
    <Dialog title="Your status" onClose={() => props.onClose()}>
      <StatusForm onDone={() => props.onClose()} />
    </Dialog>
  )
}
