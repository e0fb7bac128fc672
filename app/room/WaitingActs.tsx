import Clock from 'lucide-solid/icons/clock'
import { createMemo, Show } from 'solid-js'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { createLasting } from '../ui/reactive/lasting.ts'
import { capMarks } from '../words/marks.ts'
import { t } from '../words/room.ts'
import type { RoomView } from './model/RoomView.ts'
import { waitingText } from './waitingText.ts'

const shown = 3
/** Online, most acts are done sooner than this, so nothing is shown. */
const worthAWordAfterMs = 800

/** Acts of this device that have not reached the relay yet. */
export function WaitingActs(props: { room: RoomView }) {
  const lobby = useLobby()
  const people = () => [...props.room.members(), ...props.room.requests(), ...props.room.banned(), ...lobby.people()]
  const nameOf = (user: string) => people().find((one) => one.user === user)?.name
  const all = createMemo(() => props.room.waiting().map((command) => waitingText(command, nameOf)))
  const words = createLasting(() => say(all()), '', worthAWordAfterMs)
  return (
    <Show when={words()}>
      <p class="waiting-acts" role="status">
        <Clock size={14} />
        <span>{t('waiting', capMarks(words()))}</span>
      </p>
    </Show>
  )
}

const say = (all: readonly string[]): string => {
  const more = all.length - shown
  return [...all.slice(0, shown), more > 0 && t('moreChanges', more)].filter(Boolean).join(' · ')
}
