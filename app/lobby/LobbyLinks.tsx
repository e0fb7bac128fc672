import { useLocation } from '@solidjs/router'
import AtSign from 'lucide-solid/icons/at-sign'
import { Show } from 'solid-js'
import { t } from '../words/lobby.ts'
import { useLobby } from './model/LobbyView.ts'
import './lobby-links.css'

/** Above the rooms: the lists that go across all of them. */
export function LobbyLinks() {
  const lobby = useLobby()
  const location = useLocation()
  const unread = () => lobby.activity()?.unread() ?? 0
  return (
    <nav class="lobby-links" aria-label={t('lists')}>
      <a class="lobby-link" href="/activity" aria-current={location.pathname === '/activity' ? 'page' : undefined}>
        <AtSign size={16} />
        {t('activity')}
        <Show when={unread() > 0}>
          <span class="room-unread" title={t('activityNew', unread())}>
            <span aria-hidden="true">{unread() > 99 ? '99+' : unread()}</span>
            <span class="unseen">{t('read.new', unread())}</span>
          </span>
        </Show>
      </a>
    </nav>
  )
}
