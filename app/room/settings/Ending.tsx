import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { t as refusals } from '../../words/refusals.ts'
import { t } from '../../words/roomSettings.ts'
import type { RoomView } from '../model/RoomView.ts'
import { Waits } from './Waits.tsx'

/** Archive or delete the room. Only archiving can be undone. */
export function Ending(props: { room: RoomView; onDelete: () => void }) {
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const waiting = () => props.room.waiting().findLast((command) => command.do === 'archive')
  const isArchived = () => waiting()?.on ?? props.room.archived() !== null
  const archive = async () => setRefused(await props.room.act({ do: 'archive', on: !isArchived() }))
  return (
    <section class="settings-part" aria-label={t('ending')}>
      <div class="settings-line">
        <p>
          <b>{isArchived() ? t('archived') : t('archive')}</b>
          <span>{isArchived() ? t('archivedAbout') : t('archiveAbout')}</span>
        </p>
        <Show when={props.room.may('archive')}>
          <button type="button" class="button" onClick={() => void archive()}>
            {isArchived() ? t('unarchive') : t('archive')}
          </button>
        </Show>
      </div>
      <Waits when={waiting() !== undefined} />
      <Show when={refused()}>{(code) => <p role="alert">{refusals(`why.${code()}`)}</p>}</Show>
      <Show when={props.room.may('delete')}>
        <div class="settings-line">
          <p>
            <b>{t('delete')}</b>
            <span>{t('deleteAbout')}</span>
          </p>
          <button type="button" class="button danger-quiet" onClick={() => props.onDelete()}>
            {t('deleteRoom')}
          </button>
        </div>
      </Show>
    </section>
  )
}
