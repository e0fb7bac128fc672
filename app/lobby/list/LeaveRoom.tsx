import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { leaving } from '../../room/leaving.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { sentences } from '../../ui/sentences.ts'

/** Asks before leaving. An owner with other members is sent to the room instead, to choose a new owner first. */
export function LeaveRoom(props: {
  room: string
  name: string
  leave: () => Promise<RefusalCode | null>
  onLeft: () => void
  onClose: () => void
}) {
  const [trouble, setTrouble] = createSignal<RefusalCode>()
  const leave = async () => {
    const refused = await props.leave()
    if (refused) {
      setTrouble(refused)
    } else {
      props.onLeft()
      props.onClose()
    }
  }
  return (
    <Dialog title="Leave this room?" onClose={() => props.onClose()}>
      <p>
        You won’t get new messages from <bdi>“{props.name}”</bdi>, and it will be removed from this device.
      </p>
      <Show when={trouble()}>{(code) => <p role="alert">{sentences.refusal[code()]}</p>}</Show>
      <div class="dialog-acts">
        <button type="button" class="button" onClick={() => props.onClose()}>
          Cancel
        </button>
        <Show
          when={trouble() === 'owner-must-hand-over'}
          fallback={
            <button type="button" class="button danger" onClick={leave}>
              Leave room
            </button>
          }
        >
          <a
            class="button main"
            href={`/r/${props.room}`}
            state={JSON.stringify(leaving)}
            onClick={() => props.onClose()}
          >
            Choose a new owner
          </a>
        </Show>
      </div>
    </Dialog>
  )
}
