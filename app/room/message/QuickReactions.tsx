import SmilePlus from 'lucide-solid/icons/face-slightly-smiling-plus'
import { For } from 'solid-js'
import { t } from '../../words/message.ts'
import type { MessageView } from '../model/RoomView.ts'
import { quickEmoji } from './usedEmoji.ts'
import './quick-reactions.css'

/** One's own most used reactions in a row, and a way to all others. */
export function QuickReactions(props: {
  message: MessageView
  role?: 'menuitemcheckbox'
  onPick: (emoji: string) => void
  onOthers: () => void
}) {
  const isOwn = (emoji: string) => props.message.reactions.some((one) => one.emoji === emoji && one.own)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="quick-reactions" role="group" aria-label={t('quickReactions')}>
      <For each={quickEmoji()}>
        {(emoji) => (
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: it is set only together with the role that has it
          <button
            type="button"
            role={props.role}
            tabindex={props.role ? -1 : 0}
            class="quick-reaction"
            aria-label={emoji}
            aria-checked={props.role ? isOwn(emoji) : undefined}
            aria-pressed={props.role ? undefined : isOwn(emoji)}
            onClick={() => props.onPick(emoji)}
          >
            {emoji}
          </button>
        )}
      </For>
      <button
        type="button"
        role={props.role && 'menuitem'}
        tabindex={props.role ? -1 : 0}
        class="quick-reaction"
        aria-label={t('otherEmoji')}
        title={t('otherEmoji')}
        onClick={() => props.onOthers()}
      >
        <SmilePlus size={20} />
      </button>
    </div>
  )
}
