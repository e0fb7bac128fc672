import { Show } from 'solid-js'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/roomSettings.ts'
import type { RoomView } from '../model/RoomView.ts'

/** The settings as text, for people who may not change them. */
export function Facts(props: { room: RoomView; isOwner: boolean }) {
  return (
    <section class="settings-part" aria-label={t('about')}>
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
        <dt>{t('whoReads')}</dt>
        <dd>{readers(props.room)}</dd>
        <dt>{t('whoInvites')}</dt>
        <dd>{t(`invites.${props.room.invites()}`)}</dd>
        <Show when={!props.room.may('threads')}>
          <dt>{t('threads')}</dt>
          <dd>{t(`threadsShown.${props.room.threadsShown()}`)}</dd>
        </Show>
      </dl>
      <p class="settings-why">{props.isOwner ? t('whileArchived') : t('ownerOnly')}</p>
    </section>
  )
}

const readers = (room: RoomView): string => {
  if (room.visibility() === 'private') return t('readers.members')
  return room.guests() ? t('readers.everyone') : t('readers.everyoneSignedIn')
}
