import { createSignal, Show } from 'solid-js'
import type { ThreadsShown as Shown } from '../../../shared/room/roster.ts'
import { type Choice, Choices } from '../../ui/fields/Choices.tsx'
import { t as refusals } from '../../words/refusals.ts'
import { t } from '../../words/roomSettings.ts'
import type { RoomView } from '../model/RoomView.ts'
import { Waits } from './Waits.tsx'

const choices = (): readonly Choice<Shown>[] =>
  (['folded', 'timeline'] as const).map((value) => ({
    value,
    name: t(`threadsShown.${value}`),
    text: t(`threadsAbout.${value}`),
  }))

/** Where the replies of threads are shown, for everyone in the room. Moderators choose it. */
export function ThreadsShown(props: { room: RoomView }) {
  const [trouble, setTrouble] = createSignal<string>()
  const waiting = () => props.room.waiting().findLast((command) => command.do === 'threads')
  const choose = async (shown: Shown) => {
    const refused = await props.room.act({ do: 'threads', shown })
    setTrouble(refused ? refusals(`why.${refused}`) : undefined)
  }
  return (
    <section class="settings-part" aria-label={t('threads')}>
      <Choices
        label={t('threads')}
        of={choices()}
        value={waiting()?.shown ?? props.room.threadsShown()}
        onChoose={(shown) => void choose(shown)}
      />
      <Waits when={waiting() !== undefined} />
      <Show when={trouble()}>
        <p role="alert">{trouble()}</p>
      </Show>
    </section>
  )
}
