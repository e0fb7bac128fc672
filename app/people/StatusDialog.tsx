import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { sentences } from '../ui/sentences.ts'
import { StatusForm } from './StatusForm.tsx'

export default function StatusDialog(props: { onClose: () => void }) {
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const done = (refused: RefusalCode | null) => (refused ? setRefused(refused) : props.onClose())
  return (
    <Dialog title="Your status" onClose={() => props.onClose()}>
      <Show when={refused()}>{(code) => <p role="alert">{sentences.refusal[code()]}</p>}</Show>
      <StatusForm onDone={done} />
    </Dialog>
  )
}
