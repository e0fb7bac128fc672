import { createSignal, Show } from 'solid-js'
import { Check } from '../../ui/fields/Check.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/members.ts'
import { ConfirmAct } from '../ConfirmAct.tsx'
import type { FormerView, RoomCommand, RoomView } from '../model/RoomView.ts'

export type MemberActName = 'remove' | 'ban' | 'hand-over'

/** Asks for confirmation before an act on a member that hurts them or can't be undone. */
export function MemberAct(props: { room: RoomView; act: MemberActName; member: FormerView; onClose: () => void }) {
  const [erase, setErase] = createSignal(false)
  const { user } = props.member
  const command = (): RoomCommand =>
    props.act === 'ban' ? { do: 'ban', user, erase: erase() } : { do: props.act, user }
  const about = () => {
    if (props.act === 'hand-over') return t('transferAbout')
    const isPublic = props.room.visibility() === 'public'
    if (props.act === 'remove') return isPublic ? t('removePublic') : t('removePrivate')
    return isPublic && props.room.guests() ? t('banWithGuests') : t('banAbout')
  }
  return (
    <ConfirmAct
      room={props.room}
      title={t(`actTitle.${props.act}`)}
      act={t(`act.${props.act}`)}
      danger={props.act !== 'hand-over'}
      commands={() => [command()]}
      onClose={props.onClose}
    >
      <p>
        <Rich text={about()} with={{ name: <bdi>{capMarks(props.member.name)}</bdi> }} />
      </p>
      <Show when={props.act === 'ban'}>
        <Check label={t('erase')} text={t('eraseAbout')} checked={erase()} onChange={setErase} />
      </Show>
    </ConfirmAct>
  )
}
