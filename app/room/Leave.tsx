import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { Select } from '../ui/Select.tsx'
import { sentences } from '../ui/sentences.ts'
import { capMarks, isolated } from '../words/marks.ts'
import { ConfirmAct } from './ConfirmAct.tsx'
import type { MemberView, RoomCommand, RoomView } from './model/RoomView.ts'

/** An owner must choose the next owner first. When the last member leaves, the room closes. */
export default function Leave(props: { room: RoomView; onDone: () => void; onClose: () => void }) {
  const [heir, setHeir] = createSignal('')
  const isHeirNeeded = () => props.room.judge('leave') === 'owner-must-hand-over'
  const heirs = createMemo(() =>
    props.room
      .members()
      .filter((member) => !member.you)
      .map(choiceOf),
  )
  const isLast = () => props.room.members().length === 1
  const commands = (): RoomCommand[] =>
    isHeirNeeded() ? [{ do: 'hand-over', user: heir() }, { do: 'leave' }] : [{ do: 'leave' }]
  return (
    <ConfirmAct
      room={props.room}
      title="Leave this room?"
      act={isHeirNeeded() ? 'Transfer and leave' : 'Leave room'}
      danger
      commands={commands}
      ready={!isHeirNeeded() || heir() !== ''}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <p>
        You won’t get new messages from <bdi>“{capMarks(props.room.title())}”</bdi>, and it will be removed from this
        device.
      </p>
      <Switch>
        <Match when={isHeirNeeded()}>
          <Select
            label="You own this room. Choose a new owner"
            of={[{ value: '', name: 'Choose a member' }, ...heirs()]}
            value={heir()}
            onChoose={setHeir}
          />
        </Match>
        <Match when={isLast()}>
          <p>You’re the last member. The room will be closed, and its name can be used again.</p>
        </Match>
      </Switch>
      <Show when={props.room.visibility() === 'private' && !isLast()}>
        <p>This room is private. To come back, someone will have to invite you.</p>
      </Show>
    </ConfirmAct>
  )
}

const choiceOf = ({ user, name, username, role }: MemberView) => ({
  value: user,
  name: `${isolated(name)} (@${username})${role === 'member' ? '' : `, ${sentences.role[role].toLowerCase()}`}`,
})
