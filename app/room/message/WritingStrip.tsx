import X from 'lucide-solid/icons/x'
import { Show } from 'solid-js'
import { t } from '../../words/message.ts'
import type { MessageView } from '../model/RoomView.ts'
import type { Writing } from './acting.ts'
import { QuoteWords } from './Quote.tsx'
import './writing-strip.css'

/** Above the field: the message that is replied to or edited, and the way out of it. */
export function WritingStrip(props: { writing: Writing; onStop: () => void }) {
  const isEdit = () => props.writing.name === 'edit'
  return (
    <div class="writing-strip">
      <p class="writing-strip-words">
        <Show when={!isEdit()} fallback={<b>{t('editing')}</b>}>
          <span class="unseen">{t('replyTo', props.writing.message.author)}</span>
        </Show>
        <QuoteWords quote={quoteOf(props.writing.message, isEdit())} />
      </p>
      <button
        type="button"
        class="icon-button"
        aria-label={isEdit() ? t('cancelEdit') : t('cancelReply')}
        onClick={() => props.onStop()}
      >
        <X size={18} />
      </button>
    </div>
  )
}

/** The author of an edit is the person who edits. */
const quoteOf = ({ name, segment, author, text, blocked }: MessageView, isEdit: boolean) => ({
  name,
  segment,
  state: 'here' as const,
  author: isEdit ? '' : author,
  text,
  blocked,
})
