import { For } from 'solid-js'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { wholeTime } from '../../ui/text/times.ts'
import { t } from '../../words/message.ts'
import type { Acting, Opened } from './acting.ts'
import './history.css'
import { MessageText } from '../timeline/MessageText.tsx'

/** Every text that a message had, the newest first. */
export default function History(props: { opened: Opened & { name: 'history' }; acting: Acting }) {
  const message = () => props.opened.message
  const texts = () =>
    [...message().edits, { text: message().text, time: message().editedAt ?? message().time }].reverse()
  return (
    <Dialog title={t('history')} onClose={() => props.acting.close()}>
      <ol class="history scrolls" tabindex="0">
        <For each={texts()}>
          {(one, at) => (
            <li class="history-text">
              <p class="history-time">
                {t(at() === texts().length - 1 ? 'writtenAt' : 'editedAt', wholeTime(one.time))}
              </p>
              <MessageText text={one.text} imported={message().imported} />
            </li>
          )}
        </For>
      </ol>
    </Dialog>
  )
}
