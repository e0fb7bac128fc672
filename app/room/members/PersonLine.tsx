import type { JSX } from 'solid-js'
import { PersonLink } from '../../people/PersonLink.tsx'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { capMarks } from '../../words/marks.ts'
import type { FormerView, RequestView } from '../model/RoomView.ts'

/** Somebody who is not a member, with a link to them. */
export function PersonLine(props: { person: FormerView | RequestView; children?: JSX.Element }) {
  return (
    <span class="request-who" title={`@${props.person.username}`}>
      <PersonLink user={props.person.user} class="member-person" focusable>
        <Avatar id={props.person.user} name={props.person.name} picture={props.person.picture} />
        <bdi class="one-line">{capMarks(props.person.name)}</bdi>
      </PersonLink>
      {props.children}
    </span>
  )
}
