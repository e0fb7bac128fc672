import { createSignal } from 'solid-js'
import { roomNameKey } from '../../../shared/room/acts.ts'
import { Field } from '../../ui/Field.tsx'
import { isolated } from '../../words/marks.ts'
import { ConfirmAct } from '../ConfirmAct.tsx'
import type { RoomView } from '../model/RoomView.ts'

/** Asks for the room's name before deleting it: nobody types a whole name by mistake. */
export default function DeleteRoom(props: { room: RoomView; onDone: () => void; onClose: () => void }) {
  const [typed, setTyped] = createSignal('')
  const isSame = () => roomNameKey(typed().trim()) === roomNameKey(props.room.title())
  return (
    <ConfirmAct
      room={props.room}
      title="Delete this room?"
      act="Delete for everyone"
      danger
      commands={() => [{ do: 'delete' }]}
      ready={isSame()}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <p>
        This deletes all messages for everyone. It can’t be undone.
        {props.room.members().length > 1 ? ' The other members will be told.' : ''}
      </p>
      <Field
        label={`Type “${isolated(props.room.title())}” to confirm`}
        name="confirm"
        autocomplete="off"
        value={typed()}
        onInput={setTyped}
      />
    </ConfirmAct>
  )
}
