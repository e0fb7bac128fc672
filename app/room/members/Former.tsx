import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, Show } from 'solid-js'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { t } from '../../words/members.ts'
import type { FormerView, RoomView } from '../model/RoomView.ts'
import { PersonLine } from './PersonLine.tsx'

/** People who left or were removed, shown to those who may still ban them. */
export function Former(props: { room: RoomView; onBan: (person: FormerView) => void }) {
  const [open, setOpen] = createSignal(false)
  const shown = () => props.room.former().filter(({ user }) => props.room.may('ban', user))
  return (
    <Show when={shown().length > 0}>
      <h3 class="members-title">
        <button type="button" class="members-fold" aria-expanded={open()} onClick={() => setOpen(!open())}>
          <ChevronRight class="members-fold-mark mirrors" size={12} />
          {t('former')} <span>{shown().length}</span>
        </button>
      </h3>
      <Show when={open()}>
        <ul class="plain">
          <Keyed each={shown()} by={({ user }) => user}>
            {(person) => (
              <li class="request">
                <PersonLine person={person()}>
                  <button
                    type="button"
                    class="button slim"
                    aria-label={t('banLabel', person().name)}
                    onClick={() => props.onBan(person())}
                  >
                    {t('ban')}
                  </button>
                </PersonLine>
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
    </Show>
  )
}
