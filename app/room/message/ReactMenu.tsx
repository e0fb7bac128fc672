import { MenuList } from '../../ui/popups/MenuList.tsx'
import { t } from '../../words/message.ts'
import type { Acting, Opened } from './acting.ts'
import { QuickReactions } from './QuickReactions.tsx'

/** The quick reactions as a menu at the message. */
export default function ReactMenu(props: { opened: Opened & { name: 'quick-reactions' }; acting: Acting }) {
  // Read once: an act runs after the menu has closed.
  const { message, row, anchor } = props.opened
  const close = (back: boolean) => {
    props.acting.close()
    if (back) (anchor.isConnected ? anchor : row).focus({ preventScroll: true })
  }
  return (
    <MenuList inRow label={t('quickReactions')} anchor={anchor} onClose={close}>
      <QuickReactions
        role="menuitemcheckbox"
        message={message}
        onPick={(emoji) => void props.acting.react(message, emoji)}
        onOthers={() => queueMicrotask(() => props.acting.open({ name: 'emoji', message, row }))}
      />
    </MenuList>
  )
}
