import Ellipsis from 'lucide-solid/icons/ellipsis'
import { For } from 'solid-js'
import { t } from '../../words/message.ts'
import type { MessageView } from '../model/RoomView.ts'
import { ActIcon } from './actIcons.tsx'
import { type Acting, titleOf } from './acting.ts'
import { keyName, type MessageAct } from './acts.ts'
import './acts-bar.css'

const inBar: readonly MessageAct[] = ['react', 'reply', 'thread', 'edit']

/** The acts used most, at the upper corner of the message that the mouse or the keyboard's focus is on. */
export default function ActsBar(props: { message: MessageView; acting: Acting }) {
  const offered = () => props.acting.offered(props.message).filter((act) => inBar.includes(act))
  const isOpen = () => {
    const opened = props.acting.opened()
    return opened?.name === 'menu' && opened.message.name === props.message.name
  }
  return (
    <div class="acts-bar" role="toolbar" aria-label={titleOf(props.message)}>
      <For each={offered()}>
        {(act) => (
          <button
            type="button"
            class="acts-bar-button"
            aria-label={t(`act.${act}`)}
            title={t('actWithKey', t(`act.${act}`), keyName(act) ?? '')}
            onClick={({ currentTarget }) => void props.acting.perform(act, props.message, currentTarget)}
          >
            <ActIcon act={act} />
          </button>
        )}
      </For>
      <button
        type="button"
        class="acts-bar-button"
        aria-label={t('more')}
        title={t('more')}
        aria-haspopup="menu"
        aria-expanded={isOpen()}
        onClick={({ currentTarget }) =>
          isOpen() ? props.acting.close() : props.acting.openMenu(props.message, currentTarget)
        }
      >
        <Ellipsis size={16} />
      </button>
    </div>
  )
}
