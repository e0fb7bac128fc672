import ArrowUp from 'lucide-solid/icons/arrow-up'
import { createMemo, Show } from 'solid-js'
import { t } from '../../words/timeline.ts'
import type { LatePlace } from '../model/RoomView.ts'
import type { Place } from './MessageList.tsx'
import { isAfter, type Row } from './rows.ts'

/** Leads to unread messages above the screen that arrived behind what the person had read already. */
export function UnreadAbove(props: {
  rows: readonly Row[]
  place: Place
  late: readonly LatePlace[]
  onJump: (late: LatePlace) => void
}) {
  /** Those that stand above the first message on screen. */
  const above = createMemo(() => {
    if (props.late.length === 0) return []
    const first = props.rows.slice(props.place.first).find((row) => row.kind === 'message')
    return first?.kind === 'message' ? props.late.filter((late) => isAfter(first.message, late)) : []
  })
  return (
    <Show when={above().at(-1)}>
      {(nearest) => (
        <button type="button" class="jump up" onClick={() => props.onJump(nearest())}>
          <ArrowUp size={16} />
          {t('lateAbove', above().length)}
        </button>
      )}
    </Show>
  )
}
