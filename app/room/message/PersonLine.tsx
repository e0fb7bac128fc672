import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/message.ts'
import type { Named } from './peopleIn.ts'
import './person-line.css'

/** One of the people in a list of who did something with a message. */
export function PersonLine(props: { person: Named }) {
  return (
    <li class="person-line">
      <Avatar id={props.person.user} name={props.person.name} picture={props.person.picture} />
      <bdi class="one-line">{props.person.you ? t('you') : capMarks(props.person.name)}</bdi>
    </li>
  )
}
