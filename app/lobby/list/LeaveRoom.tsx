import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { leaving } from '../../room/leaving.ts'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/lobby.ts'
import { capMarks } from '../../words/marks.ts'
import { t as refusals } from '../../words/refusals.ts'

/** Asks before leaving. An owner with other members is sent to the room instead, to choose a new owner first. */
export default function LeaveRoom(props: {
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
    <Dialog title={t('leaveTitle')} onClose={() => props.onClose()}>
      <p>
        <Rich text={t('leaveText')} with={{ room: <bdi>{capMarks(props.name)}</bdi> }} />
      </p>
      <Show when={trouble()}>{(code) => <p role="alert">{refusals(`why.${code()}`)}</p>}</Show>
      <div class="dialog-acts">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {common('cancel')}
        </button>
        <Show
          when={trouble() === 'owner-must-hand-over'}
          fallback={
            <button type="button" class="button danger" onClick={leave}>
              {common('leaveRoom')}
            </button>
          }
        >
          <a
            class="button main"
            href={`/r/${props.room}`}
            state={JSON.stringify(leaving)}
            onClick={() => props.onClose()}
          >
            {t('chooseOwner')}
          </a>
        </Show>
      </div>
    </Dialog>
  )
}
