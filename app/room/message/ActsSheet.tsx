import { For, Show } from 'solid-js'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t } from '../../words/message.ts'
import { inWords } from '../model/markdown.ts'
import { ActIcon } from './actIcons.tsx'
import { type Acting, type Opened, titleOf } from './acting.ts'
import type { MessageAct } from './acts.ts'
import { QuickReactions } from './QuickReactions.tsx'
import './acts-sheet.css'

/** Everything one can do with a message, in reach of the thumb. A long press opens it. */
export default function ActsSheet(props: { opened: Opened & { name: 'sheet' }; acting: Acting }) {
  // Read once: an act runs after the sheet has closed.
  const { message, row } = props.opened
  const acts = () => props.acting.offered(message, true).filter((act) => act !== 'react')
  /** First the sheet closes and gives the focus back, then the act may take it. */
  const close = (then: () => void) => {
    props.acting.close()
    queueMicrotask(then)
  }
  const choose = (act: MessageAct) => close(() => void props.acting.perform(act, message, row))
  return (
    <Dialog bare title={titleOf(message)} onClose={() => props.acting.close()}>
      <div class="acts-sheet">
        <p class="acts-sheet-text one-line">
          <bdi class="acts-sheet-author">{message.author}</bdi> {inWords(message.text, message.imported)}
        </p>
        <Show when={message.acts.react}>
          <QuickReactions
            message={message}
            onPick={(emoji) => close(() => void props.acting.react(message, emoji))}
            onOthers={() => close(() => props.acting.open({ name: 'emoji', message, row }))}
          />
        </Show>
        <For each={acts()}>
          {(act) => (
            <button
              type="button"
              class="acts-sheet-act"
              classList={{ danger: act === 'erase' }}
              onClick={() => choose(act)}
            >
              <ActIcon act={act} />
              {t(`act.${act}`)}
            </button>
          )}
        </For>
      </div>
    </Dialog>
  )
}
