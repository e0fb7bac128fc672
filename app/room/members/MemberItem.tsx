import Ellipsis from 'lucide-solid/icons/ellipsis'
import { Show } from 'solid-js'
import { isToldApart } from '../../../shared/room/tell-apart.ts'
import { PersonLink } from '../../people/PersonLink.tsx'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { t as common } from '../../words/common.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/members.ts'
import type { MemberView, RoomView } from '../model/RoomView.ts'

/** `onMenu` is undefined for guests, who may do nothing about members. */
export function MemberItem(props: {
  room: RoomView
  member: MemberView
  chosen: boolean
  onMenu: ((anchor: HTMLElement) => void) | undefined
}) {
  const tag = () => {
    const { role } = props.member
    if (props.room.kind() === 'room' && role !== 'member') return t(`role.${role}`)
    return props.member.you ? t('you') : ''
  }
  return (
    <li class="member" classList={{ [props.member.presence]: true }} title={`@${props.member.username}`}>
      <PersonLink user={props.member.user} class="member-person" focusable>
        <span class="member-face">
          <Avatar id={props.member.user} name={props.member.name} picture={props.member.picture} />
          <span class="member-dot" classList={{ quiet: props.member.status?.quiet === true }} aria-hidden="true" />
        </span>
        <span class="member-name" classList={{ 'one-line': !isToldApart(props.member) }}>
          <bdi>{capMarks(props.member.name)}</bdi>
          <Show when={props.member.presence !== 'unknown' && props.member.presence}>
            {(presence) => <span class="unseen">{`, ${common(`presence.${presence()}`)}`}</span>}
          </Show>
          <Show when={props.member.status}>
            {(status) => (
              <bdi class="member-status">
                {status().emoji} {status().quiet ? common('doNotDisturb') : capMarks(status().text)}
              </bdi>
            )}
          </Show>
        </span>
      </PersonLink>
      <Show when={tag()}>
        <span class="member-tag">{tag()}</span>
      </Show>
      <Show when={props.onMenu}>
        {(open) => (
          <button
            type="button"
            class="icon-button member-more"
            aria-label={t('more', props.member.name)}
            aria-haspopup="menu"
            aria-expanded={props.chosen}
            onClick={(event) => open()(event.currentTarget)}
          >
            <Ellipsis size={16} />
          </button>
        )}
      </Show>
    </li>
  )
}
