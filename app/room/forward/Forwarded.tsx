import ForwardIcon from 'lucide-solid/icons/forward'
import { Show } from 'solid-js'
import type { ForwardBody } from '../../../shared/record/kinds.ts'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { t } from '../../words/forward.ts'
import { capMarks } from '../../words/marks.ts'
import './forwarded.css'

/** Says whose words a message has. Only people who are in the room that they are from see its name. */
export default function Forwarded(props: { forward: Readonly<ForwardBody>; active: boolean }) {
  const lobby = useLobby()
  const room = () => lobby.rooms().find(({ id }) => id === props.forward.room)
  const who = () => capMarks(props.forward.who)
  return (
    <p class="forwarded">
      <ForwardIcon class="mirrors" size={12} />
      <Show when={room()} fallback={<span>{t('from', who())}</span>}>
        {(found) => (
          <a href={`/r/${found().id}/m/${props.forward.name}`} tabindex={props.active ? 0 : -1}>
            {t('fromIn', who(), capMarks(found().name))}
          </a>
        )}
      </Show>
    </p>
  )
}
