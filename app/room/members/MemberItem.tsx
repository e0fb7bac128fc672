import { Show } from 'solid-js'
import { Avatar } from '../../ui/Avatar.tsx'
import { capMarks } from '../../ui/marks.ts'
import { sentences } from '../../ui/sentences.ts'
import type { MemberView, RoomView } from '../view.ts'
import type { MemberActName } from './MemberAct.tsx'
import { MemberMenu } from './MemberMenu.tsx'

export function MemberItem(props: { room: RoomView; member: MemberView; onAct: (act: MemberActName) => void }) {
  const tag = () => {
    if (props.room.kind() === 'room' && props.member.role !== 'member') return sentences.role[props.member.role]
    return props.member.you ? 'You' : ''
  }
  return (
    <li class="member" classList={{ [props.member.presence]: true }} title={`@${props.member.username}`}>
      <span class="member-face">
        <Avatar id={props.member.user} name={props.member.name} picture={props.member.picture} />
        <span class="member-dot" classList={{ quiet: props.member.status?.quiet === true }} aria-hidden="true" />
      </span>
      <span class="member-name one-line">
        <bdi>{capMarks(props.member.name)}</bdi>
        <span class="unseen">, {sentences.presence[props.member.presence]}</span>
        <Show when={props.member.status}>
          {(status) => (
            <bdi class="member-status">
              {status().emoji} {status().quiet ? 'Do not disturb' : capMarks(status().text)}
            </bdi>
          )}
        </Show>
      </span>
      <Show when={tag()}>
        <span class="member-tag">{tag()}</span>
      </Show>
      <MemberMenu room={props.room} member={props.member} onAct={props.onAct} />
    </li>
  )
}
