import MessagesSquare from 'lucide-solid/icons/messages-square'
import { createMemo, Show } from 'solid-js'
import { t } from '../../words/lobby.ts'
import { useLobby } from '../model/LobbyView.ts'
import './my-threads-line.css'

/** Leads to the list of threads, and says how many replies there are new. Not shown to people who follow none. */
export function MyThreadsLine() {
  const lobby = useLobby()
  const unread = createMemo(() => lobby.threads().reduce((sum, thread) => sum + thread.unread, 0))
  return (
    <Show when={lobby.threads().length > 0}>
      <a class="my-threads-line" classList={{ unread: unread() > 0 }} href="/threads">
        <MessagesSquare size={18} />
        <span>{t('threads')}</span>
        <Show when={unread() > 0}>
          <span class="room-unread" title={t('unreadReplies', unread())}>
            <span aria-hidden="true">{unread() > 99 ? '99+' : unread()}</span>
            <span class="unseen">{t('unreadReplies', unread())}</span>
          </span>
        </Show>
      </a>
    </Show>
  )
}
