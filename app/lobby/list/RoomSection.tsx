import { useLocation } from '@solidjs/router'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import MessageCirclePlus from 'lucide-solid/icons/message-circle-plus'
import { createUniqueId, Show } from 'solid-js'
import { createGrowing } from '../../ui/reactive/growing.ts'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { createKeptChoice } from '../../ui/reactive/keptChoice.ts'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/lobby.ts'
import type { RoomSummary } from '../model/LobbyView.ts'
import { RoomLine } from './RoomLine.tsx'
import { isRoomAt, type SectionName } from './roomOrder.ts'

/**
 * A part of the list under a heading that folds it. While filtering, every section is unfolded so that all matches
 * show.
 */
export function RoomSection(props: {
  name: SectionName
  rooms: readonly RoomSummary[]
  filter: string
  menuOf: string | undefined
  onStart: () => void
}) {
  const location = useLocation()
  const id = createUniqueId()
  const states = props.name === 'archived' ? (['folded', 'open'] as const) : (['open', 'folded'] as const)
  const [state, setState] = createKeptChoice<'open' | 'folded'>(`lobby.${props.name}`, states)
  const isFiltered = () => props.filter.trim() !== ''
  const isOpen = () => isFiltered() || state() === 'open'
  const shown = createGrowing(
    () => props.rooms,
    () => props.filter,
  )
  /** The direct section always shows, because it has the button that starts the first conversation. */
  const isShown = () => props.rooms.length > 0 || (props.name === 'direct' && !isFiltered())
  return (
    <Show when={isShown()}>
      {/* biome-ignore lint/a11y/useSemanticElements: a landmark for each part of a list would be too many, and a fieldset is for forms */}
      <div class="room-section" role="group" aria-labelledby={id}>
        <div class="room-section-head">
          <h2 id={id}>
            <button
              type="button"
              class="room-fold"
              aria-expanded={isOpen()}
              onClick={() => setState(isOpen() ? 'folded' : 'open')}
            >
              <ChevronRight class="room-fold-mark" size={12} />
              {t(`sections.${props.name}`)}
              <Show when={!isOpen()}>
                <span class="room-fold-count">{props.rooms.length}</span>
              </Show>
            </button>
          </h2>
          <Show when={props.name === 'direct'}>
            <button
              type="button"
              class="icon-button room-start"
              aria-label={common('newConversation')}
              title={common('newConversation')}
              onClick={() => props.onStart()}
            >
              <MessageCirclePlus size={16} />
            </button>
          </Show>
        </div>
        <Show when={isOpen() && props.rooms.length > 0}>
          <ul class="plain room-list" style={{ '--still-to-come': props.rooms.length - shown().length }}>
            <Keyed each={shown()} by={(room) => room.id}>
              {(room) => (
                <RoomLine
                  room={room()}
                  open={isRoomAt(location.pathname, room().id)}
                  menuOpen={props.menuOf === room().id}
                />
              )}
            </Keyed>
          </ul>
        </Show>
      </div>
    </Show>
  )
}
