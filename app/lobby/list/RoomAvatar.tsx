import { For, Match, Show, Switch } from 'solid-js'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import type { RoomSummary } from '../model/LobbyView.ts'
import './room-avatar.css'

type Shown = Pick<RoomSummary, 'id' | 'name' | 'kind' | 'picture' | 'people' | 'presence'>

/**
 * A room's picture. A direct conversation shows the other person with a presence dot, or the first two people of
 * several.
 */
export function RoomAvatar(props: { room: Shown }) {
  const first = () => props.room.people[0]
  return (
    <Switch fallback={<Avatar id={props.room.id} name={props.room.name} picture={props.room.picture} of="room" />}>
      <Match when={props.room.kind === 'direct' && props.room.people.length > 1}>
        <span class="avatar-stack">
          <For each={props.room.people.slice(0, 2)}>
            {(person) => <Avatar id={person.user} name={person.name} picture={person.picture} />}
          </For>
        </span>
      </Match>
      <Match when={props.room.kind === 'direct' && first()}>
        {(person) => (
          <span class="avatar-place">
            <Avatar id={person().user} name={person().name} picture={person().picture} />
            <Show when={props.room.presence !== 'offline'}>
              <span class="avatar-dot" classList={{ [props.room.presence]: true }} aria-hidden="true" />
            </Show>
          </span>
        )}
      </Match>
    </Switch>
  )
}
