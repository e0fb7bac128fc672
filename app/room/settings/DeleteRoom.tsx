import { createSignal } from 'solid-js'
import { roomNameKey } from '../../../shared/room/acts.ts'
import { Field } from '../../ui/fields/Field.tsx'
import { t } from '../../words/roomSettings.ts'
import { ConfirmAct } from '../ConfirmAct.tsx'
import type { RoomView } from '../model/RoomView.ts'

/** Asks for the room's name before deleting it: nobody types a whole name by mistake. */
export default function DeleteRoom(props: { room: RoomView; onDone: () => void; onClose: () => void }) {
  const [typed, setTyped] = createSignal('')
  const isSame = () => roomNameKey(typed().trim()) === roomNameKey(props.room.title())
  return (
    <ConfirmAct
      room={props.room}
      title={t('deleteTitle')}
      act={t('deleteForEveryone')}
      danger
      commands={() => [{ do: 'delete' }]}
      ready={isSame()}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <p>{props.room.members().length > 1 ? t('deleteAboutWithOthers') : t('deleteAbout')}</p>
      <Field
        label={t('deleteConfirm', props.room.title())}
        name="confirm"
        autocomplete="off"
        value={typed()}
        onInput={setTyped}
      />
    </ConfirmAct>
  )
}
