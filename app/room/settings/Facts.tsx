import { Show } from 'solid-js'
import { Avatar } from '../../ui/Avatar.tsx'
import { sentences } from '../../ui/sentences.ts'
import { capMarks } from '../../words/marks.ts'
import type { RoomView } from '../model/RoomView.ts'

/** The settings as text, for people who may not change them. */
export function Facts(props: { room: RoomView; isOwner: boolean }) {
  return (
    <section class="settings-part" aria-label="About this room">
      <div class="settings-who">
        <Avatar id={props.room.id} name={props.room.title()} picture={props.room.picture()} of="room" />
        <div>
          <bdi class="settings-name">{capMarks(props.room.title())}</bdi>
          <Show when={props.room.topic()}>
            <p dir="auto">{capMarks(props.room.topic())}</p>
          </Show>
        </div>
      </div>
      <dl class="settings-facts">
        <dt>Who can read it</dt>
        <dd>{readers(props.room)}</dd>
        <dt>Who can add and invite people</dt>
        <dd>{props.room.invites() === 'members' ? 'All members' : 'Moderators and the owner'}</dd>
      </dl>
      <p class="settings-why">
        {props.isOwner ? `${sentences.refusal.archived} Unarchive it to change it.` : 'Only the owner can change this.'}
      </p>
    </section>
  )
}

const readers = (room: RoomView): string => {
  if (room.visibility() === 'private') return 'Members'
  return room.guests() ? 'Everyone, even without an account' : 'Everyone with an account'
}
