import { Show } from 'solid-js'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t } from '../../words/roomSettings.ts'
import type { RoomView } from '../model/RoomView.ts'
import { Access } from './Access.tsx'
import { Ending } from './Ending.tsx'
import { Facts } from './Facts.tsx'
import { FactsForm } from './FactsForm.tsx'
import { ThreadsShown } from './ThreadsShown.tsx'
import './settings.css'

/** Settings that the owner may change. All others see what they are and who may change them. */
export default function RoomSettings(props: { room: RoomView; onDelete: () => void; onClose: () => void }) {
  const isOwner = () => props.room.role() === 'owner'
  return (
    <Dialog title={t('title')} onClose={() => props.onClose()}>
      <div class="settings">
        <Show when={props.room.may('change')} fallback={<Facts room={props.room} isOwner={isOwner()} />}>
          <FactsForm room={props.room} onGo={() => props.onClose()} />
          <Access room={props.room} />
        </Show>
        <Show when={props.room.may('threads')}>
          <ThreadsShown room={props.room} />
        </Show>
        <Show when={isOwner()}>
          <Ending room={props.room} onDelete={props.onDelete} />
        </Show>
      </div>
    </Dialog>
  )
}
