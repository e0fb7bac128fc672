import { createMemo, For, Show } from 'solid-js'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { wholeTime } from '../../ui/text/times.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/message.ts'
import { said } from '../model/markdown.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import './pins.css'

/** The pinned messages of a room, the last pinned first. They come from this device, so it works offline. */
export default function Pins(props: { room: RoomView; onGo: (message: MessageView) => void; onClose: () => void }) {
  const pinned = createMemo(() =>
    props.room
      .held()
      .filter((message) => message.pinned !== null && !message.blocked)
      .toSorted((a, b) => (b.pinned?.time ?? 0) - (a.pinned?.time ?? 0)),
  )
  return (
    <Dialog title={t('pins')} onClose={() => props.onClose()}>
      <Show when={pinned().length > 0}>
        <ul class="plain pins scrolls">
          <For each={pinned()}>
            {(message) => (
              <li>
                <button
                  type="button"
                  class="pin"
                  aria-label={t('goTo', message.author, said(message))}
                  onClick={() => props.onGo(message)}
                >
                  <Avatar id={message.user ?? message.author} name={message.author} picture={message.picture} />
                  <span class="pin-words">
                    <span class="pin-head">
                      <bdi class="pin-author one-line">{capMarks(message.author)}</bdi>
                      <time class="pin-time one-line">{wholeTime(message.time)}</time>
                    </span>
                    <bdi class="pin-text">{said(message)}</bdi>
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.room.older() === 'none' && pinned().length === 0}>
        <p>{t('noPins')}</p>
      </Show>
      <Show when={props.room.older() !== 'none'}>
        <button
          type="button"
          class="button"
          aria-disabled={props.room.older() === 'loading'}
          onClick={() => void props.room.loadOlder()}
        >
          {props.room.older() === 'loading' ? t('looking') : t('olderPins')}
        </button>
      </Show>
    </Dialog>
  )
}
