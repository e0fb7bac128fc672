import Download from 'lucide-solid/icons/download'
import LogOut from 'lucide-solid/icons/log-out'
import { For, Show } from 'solid-js'
import { Avatar } from '../ui/Avatar.tsx'
import { Menu, MenuChoice, MenuItem } from '../ui/Menu.tsx'
import { setTheme, type Theme, theme } from '../ui/theme.ts'
import { useViews } from '../views.ts'
import type { Me } from './view.ts'
import './account-menu.css'

const themes: readonly [Theme, string][] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

export function AccountMenu(props: { me: Me }) {
  const { account, status } = useViews()
  return (
    <Menu
      label={`Account of ${props.me.name}`}
      class="account-button"
      button={<Avatar id={props.me.id} name={props.me.name} />}
    >
      <div class="account-who">
        <bdi class="one-line">{props.me.name}</bdi>
        <span class="one-line">@{props.me.username}</span>
      </div>
      <fieldset class="menu-choices" aria-label="Theme">
        <For each={themes}>
          {([name, words]) => (
            <MenuChoice chosen={theme() === name} onChoose={() => setTheme(name)}>
              {words}
            </MenuChoice>
          )}
        </For>
      </fieldset>
      <hr class="menu-rule" />
      <Show when={status.install()}>
        {(install) => (
          <MenuItem icon={<Download size={16} />} onChoose={() => void install()()}>
            Install Yabber
          </MenuItem>
        )}
      </Show>
      <MenuItem icon={<LogOut size={16} />} onChoose={() => void account.signOut('here')}>
        Sign out
      </MenuItem>
      <MenuItem onChoose={() => void account.signOut('everywhere')}>Sign out everywhere</MenuItem>
    </Menu>
  )
}
