import { createSignal, Show } from 'solid-js'
import type { RoomChange } from '../../../shared/room/acts.ts'
import { Check } from '../../ui/Check.tsx'
import { type Choice, Choices } from '../../ui/Choices.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { sentences } from '../../ui/sentences.ts'
import type { RoomView } from '../model/RoomView.ts'
import { intended } from './intended.ts'
import { Waits } from './Waits.tsx'

const visibilities: readonly Choice<'public' | 'private'>[] = [
  { value: 'public', name: 'Public', text: 'Anyone can find, read and join it.' },
  { value: 'private', name: 'Private', text: 'Only members can see it. Others can ask to join or be invited.' },
]
const invitations: readonly Choice<'members' | 'moderators'>[] = [
  { value: 'members', name: 'All members' },
  { value: 'moderators', name: 'Moderators and the owner' },
]

/** Who may read the room and who may invite. Each choice is saved at once. */
export function Access(props: { room: RoomView }) {
  const [trouble, setTrouble] = createSignal<string>()
  const now = () => ({
    visibility: props.room.visibility(),
    guests: props.room.guests(),
    invites: props.room.invites(),
    ...intended(props.room),
  })
  const waits = () => {
    const { visibility, guests, invites } = intended(props.room)
    return visibility !== undefined || guests !== undefined || invites !== undefined
  }
  const change = async (wanted: RoomChange) => {
    const refused = await props.room.act({ do: 'change', ...wanted })
    setTrouble(refused ? sentences.refusal[refused] : undefined)
  }
  return (
    <section class="settings-part" aria-label="Access">
      <Choices
        label="Visibility"
        of={visibilities}
        value={now().visibility}
        onChoose={(visibility) => void change({ visibility })}
      />
      <Show when={now().visibility === 'public'}>
        <Check
          label="Guests can read it"
          text="People without an account can read it here and on a page that search engines can find."
          checked={now().guests}
          onChange={(guests) => void change({ guests })}
        />
        <Show when={now().guests}>
          <CopyText label="Public page" text={`${location.origin}/archive/${props.room.id}`} />
        </Show>
      </Show>
      <Choices
        label="Who can add and invite people"
        of={invitations}
        value={now().invites}
        onChoose={(invites) => void change({ invites })}
      />
      <Waits when={waits()} />
      <Show when={trouble()}>
        <p role="alert">{trouble()}</p>
      </Show>
    </section>
  )
}
