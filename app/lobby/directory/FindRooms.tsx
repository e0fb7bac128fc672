import { createSignal } from 'solid-js'
import { t } from '../../words/directory.ts'
import { PublicRooms } from './PublicRooms.tsx'
import './find-rooms.css'

/** Shown beside the lobby while no room is open. */
export function FindRooms() {
  const [typed, setTyped] = createSignal('')
  return (
    <main class="find scrolls" data-pane tabindex="-1">
      <div class="find-column">
        <h1>{t('findTitle')}</h1>
        <input
          class="text-input"
          aria-label={t('filter')}
          placeholder={t('filterHint')}
          autocomplete="off"
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <PublicRooms filter={typed()} />
      </div>
    </main>
  )
}
