import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { capMarks } from '../ui/marks.ts'
import { sentences } from '../ui/sentences.ts'
import type { MemberView, RoomView } from './view.ts'

export function RemoveMember(props: { room: RoomView; member: MemberView; onClose: () => void }) {
  const [trouble, setTrouble] = createSignal<RefusalCode>()
  const remove = async () => {
    const refused = await props.room.removeMember(props.member.user)
    if (refused) setTrouble(refused)
    else props.onClose()
  }
  return (
    <Dialog title="Remove from room?" onClose={() => props.onClose()}>
      <p>
        <bdi>{capMarks(props.member.name)}</bdi> can no longer read or write here. What was said stays.
      </p>
      <Show when={trouble()}>{(code) => <p role="alert">{sentences.refusal[code()]}</p>}</Show>
      <div class="dialog-acts">
        <button type="button" class="button" onClick={() => props.onClose()}>
          Cancel
        </button>
        <button type="button" class="button danger" onClick={remove}>
          Remove
        </button>
      </div>
    </Dialog>
  )
}
