import { useNavigate } from '@solidjs/router'
import Download from 'lucide-solid/icons/download'
import Smile from 'lucide-solid/icons/face-slightly-smiling'
import LogOut from 'lucide-solid/icons/log-out'
import Settings from 'lucide-solid/icons/settings'
import User from 'lucide-solid/icons/user'
import { createSignal, For, Show } from 'solid-js'
import { statusAt } from '../../shared/room/profile.ts'
import { useAccount } from '../account/model/AccountView.ts'
import type { Me } from '../base/me.ts'
import { usePeople } from '../people/model/PeopleView.ts'
import { createPersonHref } from '../people/personHref.ts'
import { ArrivingDialog } from '../status/ArrivingDialog.tsx'
import { useStatus } from '../status/useStatus.ts'
import { setTheme, type Theme, theme } from '../ui/page/theme.ts'
import { Avatar } from '../ui/pictures/Avatar.tsx'
import { Menu, MenuChoice, MenuItem } from '../ui/popups/Menu.tsx'
import { part } from '../ui/reactive/part.ts'
import { useNow } from '../ui/reactive/useNow.ts'
import { t as common } from '../words/common.ts'
import { t } from '../words/lobby.ts'
import { capMarks, isolated } from '../words/marks.ts'
import './account-menu.css'

const StatusDialog = part(() => import('../people/StatusDialog.tsx'))

const themes: readonly Theme[] = ['system', 'light', 'dark']

export function AccountMenu(props: { me: Me }) {
  const account = useAccount()
  const people = usePeople()
  const status = useStatus()
  const now = useNow()
  const navigate = useNavigate()
  const personHref = createPersonHref()
  const [settingStatus, setSettingStatus] = createSignal(false)
  const me = () => people.me() ?? props.me
  const line = () => statusAt(people.me()?.status, now())
  return (
    <>
      <Menu
        label={t('account', isolated(me().name))}
        class="account-button"
        button={<Avatar id={props.me.id} name={me().name} picture={people.me()?.picture} />}
      >
        <div class="account-who">
          <bdi class="one-line">{capMarks(me().name)}</bdi>
          <span class="one-line">{`@${me().username}`}</span>
          <Show when={line()}>
            {(line) => (
              <bdi class="account-status one-line">
                {line().emoji} {capMarks(line().text)}
              </bdi>
            )}
          </Show>
        </div>
        <MenuItem icon={<Smile size={16} />} onChoose={() => setSettingStatus(true)}>
          {line() ? t('changeStatus') : t('setStatus')}
        </MenuItem>
        <MenuItem icon={<User size={16} />} onChoose={() => navigate(personHref(props.me.id))}>
          {t('profile')}
        </MenuItem>
        <MenuItem icon={<Settings size={16} />} onChoose={() => navigate('/settings')}>
          {t('settings')}
        </MenuItem>
        <hr class="menu-rule" />
        <fieldset class="menu-choices" aria-label={t('theme')}>
          <For each={themes}>
            {(name) => (
              <MenuChoice chosen={theme() === name} onChoose={() => setTheme(name)}>
                {t(`themes.${name}`)}
              </MenuChoice>
            )}
          </For>
        </fieldset>
        <hr class="menu-rule" />
        <Show when={status.install()}>
          {(install) => (
            <MenuItem icon={<Download size={16} />} onChoose={() => void install()()}>
              {t('install')}
            </MenuItem>
          )}
        </Show>
        <MenuItem icon={<LogOut size={16} />} onChoose={() => void account.signOut('here')}>
          {common('signOut')}
        </MenuItem>
        <MenuItem onChoose={() => void account.signOut('everywhere')}>{t('signOutEverywhere')}</MenuItem>
      </Menu>
      <Show when={settingStatus()}>
        <ArrivingDialog onClose={() => setSettingStatus(false)}>
          <StatusDialog onClose={() => setSettingStatus(false)} />
        </ArrivingDialog>
      </Show>
    </>
  )
}
