import { createSignal, For, Show } from 'solid-js'
import { wholeTime } from '../../ui/text/times.ts'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/composer.ts'
import { capMarks } from '../../words/marks.ts'
import { t as refusals } from '../../words/refusals.ts'
import type { NotSentView, RoomView } from '../model/RoomView.ts'
import './not-sent.css'

/** Messages that the relay refused. They stay here as text until the person sends or discards them. */
export function NotSent(props: { room: RoomView; sendable: boolean }) {
  return (
    <Show when={props.room.notSent().length > 0}>
      <section class="not-sent" aria-label={t('notSent')}>
        <h2>{t('notSentCount', props.room.notSent().length)}</h2>
        <ul class="plain scrolls">
          <For each={props.room.notSent()}>
            {(item) => (
              <NotSentItem
                item={item}
                onSend={props.sendable ? () => void props.room.sendAgain(item.id) : undefined}
                onDiscard={() => void props.room.discard(item.id)}
              />
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}

function NotSentItem(props: { item: NotSentView; onSend: (() => void) | undefined; onDiscard: () => void }) {
  const [copied, setCopied] = createSignal(false)
  const copy = async () => {
    await navigator.clipboard.writeText(props.item.text)
    setCopied(true)
  }
  return (
    <li class="not-sent-item" title={wholeTime(props.item.time)}>
      <p class="not-sent-text" dir="auto">
        {capMarks(props.item.text)}
      </p>
      <p class="not-sent-why">{refusals(`why.${props.item.code}`)}</p>
      <div class="not-sent-acts">
        <Show
          when={props.onSend}
          fallback={
            <button type="button" class="button slim" onClick={copy}>
              {copied() ? common('copied') : t('copyText')}
            </button>
          }
        >
          {(send) => (
            <button type="button" class="button slim" onClick={() => send()()}>
              {t('sendAgain')}
            </button>
          )}
        </Show>
        <button type="button" class="button slim" onClick={() => props.onDiscard()}>
          {t('discard')}
        </button>
      </div>
    </li>
  )
}
