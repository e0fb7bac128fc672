import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { Select } from '../ui/fields/Select.tsx'
import { Rich } from '../ui/text/Rich.tsx'
import { t as common } from '../words/common.ts'
import { capMarks } from '../words/marks.ts'
import { t } from '../words/room.ts'
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
      title={t('leaveTitle')}
      act={isHeirNeeded() ? t('leaveAndTransfer') : common('leaveRoom')}
      danger
      commands={commands}
      ready={!isHeirNeeded() || heir() !== ''}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <p>
        <Rich text={t('leaveAbout')} with={{ room: <bdi>{capMarks(props.room.title())}</bdi> }} />
      </p>
      <Switch>
        <Match when={isHeirNeeded()}>
          <Select
            label={t('chooseOwner')}
            of={[{ value: '', name: t('chooseMember') }, ...heirs()]}
            value={heir()}
            onChoose={setHeir}
          />
        </Match>
        <Match when={isLast()}>
          <p>{t('leaveLast')}</p>
        </Match>
      </Switch>
      <Show when={props.room.visibility() === 'private' && !isLast()}>
        <p>{t('leavePrivate')}</p>
      </Show>
    </ConfirmAct>
  )
}

const choiceOf = ({ user, name, username, role }: MemberView) => ({
  value: user,
  name: t(`heir.${role}`, name, username),
})
