import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { Dialog } from '../ui/popups/Dialog.tsx'
import { t } from '../words/ownStatus.ts'
import { t as refusals } from '../words/refusals.ts'
import { StatusForm } from './StatusForm.tsx'

export default function StatusDialog(props: { onClose: () => void }) {
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const done = (refused: RefusalCode | null) => (refused ? setRefused(refused) : props.onClose())
  return (
    <Dialog title={t('title')} onClose={() => props.onClose()}>
      <Show when={refused()}>{(code) => <p role="alert">{refusals(`why.${code()}`)}</p>}</Show>
      <StatusForm onDone={done} />
    </Dialog>
  )
}
