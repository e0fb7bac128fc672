import CheckCheck from 'lucide-solid/icons/check-check'
import { createMemo, Show } from 'solid-js'
import { t } from '../../words/lobby.ts'
import { useLobby } from '../model/LobbyView.ts'
import { createRoomWalk } from './createRoomWalk.ts'
import './unread-line.css'

/** Above the rooms: how much there is to read in all of them, or that there is nothing. */
export function UnreadLine() {
  const lobby = useLobby()
  const walk = createRoomWalk()
  const unread = createMemo(() => lobby.rooms().reduce((sum, room) => sum + room.unread, 0))
  return (
    <Show when={lobby.hasOrder() && lobby.rooms().length > 0}>
      <div class="unread-line">
        <Show when={unread() > 0} fallback={<p role="status">{t('caughtUp')}</p>}>
          <button type="button" class="unread-next" title={t('nextUnreadWithKeys')} onClick={() => walk(1, true)}>
            {t('nextUnread', unread())}
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t('markAllRead')}
            title={t('markAllReadWithKeys')}
            onClick={() => lobby.markAllRead()}
          >
            <CheckCheck size={16} />
          </button>
        </Show>
      </div>
    </Show>
  )
}
