import { createSignal } from 'solid-js'
import { clockTime } from '../../ui/text/times.ts'
import { t } from '../../words/timeline.ts'
import type { MessageView } from '../model/RoomView.ts'
import type { MessageRow } from './rows.ts'

/** Names of messages of blocked people that the person chose to see. Kept until the tab closes. */
const [unfolded, setUnfolded] = createSignal<ReadonlySet<string>>(new Set())

/** Whether a message is hidden behind one line, because its author is blocked. */
export const isFolded = (message: MessageView): boolean => message.blocked && !unfolded().has(message.name)

export function FoldedMessage(props: { row: MessageRow; active: boolean }) {
  const message = () => props.row.message
  const show = () => setUnfolded((before) => new Set(before).add(message().name))
  return (
    <article
      class="message folded"
      aria-label={t('blockedAt', clockTime(message().time))}
      tabindex={props.active ? 0 : -1}
      data-key={props.row.key}
    >
      <p class="folded-words">
        {t('blocked')}
        <button type="button" class="folded-show" onClick={show}>
          {t('showBlocked')}
        </button>
      </p>
    </article>
  )
}
