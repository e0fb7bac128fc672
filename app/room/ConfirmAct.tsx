import { createSignal, type JSX, Show } from 'solid-js'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { Dialog } from '../ui/popups/Dialog.tsx'
import { t as common } from '../words/common.ts'
import { t as refusals } from '../words/refusals.ts'
import type { RoomCommand, RoomView } from './model/RoomView.ts'

/** A dialog that says what an act does before the person confirms it. It also shows a refusal. */
export function ConfirmAct(props: {
  room: RoomView
  title: string
  act: string
  danger?: boolean
  /** Done in this order. Stops at the first refusal. */
  commands: () => readonly RoomCommand[]
  /** Whether the person has filled in all that is needed. True if missing. */
  ready?: boolean
  children: JSX.Element
  onDone?: () => void
  onClose: () => void
}) {
  const [trouble, setTrouble] = createSignal<RefusalCode>()
  const [busy, setBusy] = createSignal(false)
  const isReady = () => props.ready !== false && !busy()
  const doThem = async (): Promise<RefusalCode | null> => {
    for (const command of props.commands()) {
      const refused = await props.room.act(command)
      if (refused) return refused
    }
    return null
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!isReady()) return
    setBusy(true)
    const refused = await doThem()
    setBusy(false)
    setTrouble(refused ?? undefined)
    if (refused) return
    props.onDone?.()
    props.onClose()
  }
  return (
    <Dialog title={props.title} onClose={() => props.onClose()}>
      <form class="dialog-form" onSubmit={submit}>
        {props.children}
        <Show when={trouble()}>{(code) => <p role="alert">{refusals(`why.${code()}`)}</p>}</Show>
        <div class="dialog-acts">
          <button type="button" class="button" onClick={() => props.onClose()}>
            {common('cancel')}
          </button>
          <button
            type="submit"
            class="button"
            classList={{ danger: props.danger, main: !props.danger }}
            aria-disabled={!isReady()}
          >
            {props.act}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
