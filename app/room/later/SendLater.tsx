import { createMemo, createSignal, Show } from 'solid-js'
import type { ToSend } from '../../own/later.ts'
import { MomentField } from '../../ui/fields/MomentField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t } from '../../words/later.ts'
import { isolated } from '../../words/marks.ts'
import type { RoomView } from '../model/RoomView.ts'
import './send-later.css'

/** When to send what is typed: at a time, or when somebody is back. */
export default function SendLater(props: {
  room: RoomView
  onPick: (when: ToSend['when']) => void
  onClose: () => void
}) {
  const away = createMemo(() => props.room.members().filter(({ you, presence }) => !you && presence !== 'online'))
  const [user, setUser] = createSignal('')
  const chosen = () => away().find((one) => one.user === user()) ?? away()[0]
  return (
    <Dialog title={t('title')} onClose={() => props.onClose()}>
      <MomentField onPick={(at) => props.onPick({ at })} />
      <Show when={chosen()}>
        {(chosen) => (
          <div class="send-when-back">
            <Show when={away().length > 1}>
              <Select
                label={t('person')}
                of={away().map(({ user, name }) => ({ value: user, name }))}
                value={chosen().user}
                onChoose={setUser}
              />
            </Show>
            <button type="button" class="button" onClick={() => props.onPick({ back: chosen().user })}>
              {t('whenBack', isolated(chosen().name))}
            </button>
          </div>
        )}
      </Show>
      <p class="send-later-about">{t('about')}</p>
    </Dialog>
  )
}
