import Bookmark from 'lucide-solid/icons/bookmark'
import Copy from 'lucide-solid/icons/copy'
import Forward from 'lucide-solid/icons/forward'
import Trash from 'lucide-solid/icons/trash'
import X from 'lucide-solid/icons/x'
import { createMemo, Show } from 'solid-js'
import { t as acts } from '../../words/message.ts'
import { t } from '../../words/select.ts'
import type { Acting } from '../message/acting.ts'
import { wordsWithPoll } from '../model/pollView.ts'
import type { MessageView } from '../model/RoomView.ts'
import './select-bar.css'

/** How many messages are selected, and what can be done with all of them. It takes the place of the composer. */
export default function SelectBar(props: { acting: Acting }) {
  const { acting } = props
  /** Those that are still there, in the order of the timeline. */
  const selected = createMemo(() => acting.room.messages().filter(({ name }) => acting.selected()?.has(name)))
  const erasable = () => selected().filter(({ acts }) => acts.erase)
  const savable = () => selected().filter(({ saved }) => saved === false)
  const copy = async () => {
    await acting.copy(selected().map(lineOf).join('\n'), acts('done.copied'))
    acting.stopSelecting()
  }
  const erase = async (messages: readonly MessageView[]) => {
    acting.select(null)
    for (const message of messages) await acting.erase(message)
  }
  const isNone = () => selected().length === 0
  return (
    <div class="select-bar" role="toolbar" aria-label={t('bar')}>
      <button type="button" class="icon-button" aria-label={t('cancel')} onClick={acting.stopSelecting}>
        <X size={18} />
      </button>
      <span class="select-count" role="status">
        {t('selected', selected().length)}
      </span>
      <button type="button" class="button slim" aria-disabled={isNone()} onClick={() => !isNone() && void copy()}>
        <Copy size={16} />
        {t('copy')}
      </button>
      <Show when={selected().some(({ acts }) => acts.forward)}>
        <button
          type="button"
          class="button slim"
          onClick={() => acting.openPanel({ name: 'forward', messages: selected() })}
        >
          <Forward class="mirrors" size={16} />
          {t('forward')}
        </button>
      </Show>
      <Show when={savable().length > 0}>
        <button type="button" class="button slim" onClick={() => void acting.saveAll(savable())}>
          <Bookmark size={16} />
          {t('save')}
        </button>
      </Show>
      <Show when={erasable().length > 0}>
        <button type="button" class="button slim danger-quiet" onClick={() => void erase(erasable())}>
          <Trash size={16} />
          {erasable().length === selected().length ? t('erase') : t('eraseSome', erasable().length)}
        </button>
      </Show>
    </div>
  )
}

const lineOf = (message: MessageView): string => t('said', message.author, wordsWithPoll(message))
