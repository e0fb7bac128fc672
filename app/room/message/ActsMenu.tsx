import { For, Show } from 'solid-js'
import { MenuItem } from '../../ui/popups/Menu.tsx'
import { MenuList } from '../../ui/popups/MenuList.tsx'
import { t } from '../../words/message.ts'
import { ActIcon } from './actIcons.tsx'
import { type Acting, type Opened, titleOf } from './acting.ts'
import { keyName } from './acts.ts'
import './acts-menu.css'

/** Everything one can do with a message, with the keys for it. */
export default function ActsMenu(props: { opened: Opened & { name: 'menu' }; acting: Acting }) {
  // Read once: an act runs after the menu has closed.
  const { message, row, anchor, at } = props.opened
  /** `back`: whether the focus goes back. An act that opens something else takes it from there. */
  const close = (back: boolean) => {
    props.acting.close()
    if (back) (anchor.isConnected ? anchor : row).focus({ preventScroll: true })
  }
  return (
    <MenuList label={titleOf(message)} anchor={anchor} at={at} onClose={close}>
      <For each={props.acting.offered(message)}>
        {(act) => (
          <>
            <Show when={act === 'erase'}>
              <hr class="menu-rule" />
            </Show>
            <MenuItem
              icon={<ActIcon act={act} />}
              danger={act === 'erase'}
              onChoose={() => void props.acting.perform(act, message, row)}
            >
              <span class="acts-menu-words">{t(`act.${act}`)}</span>
              <Show when={keyName(act)}>{(key) => <span class="acts-menu-key">{key()}</span>}</Show>
            </MenuItem>
          </>
        )}
      </For>
    </MenuList>
  )
}
