import { createSignal, Show } from 'solid-js'
import type { RoomChange } from '../../../shared/room/acts.ts'
import { Check } from '../../ui/fields/Check.tsx'
import { type Choice, Choices } from '../../ui/fields/Choices.tsx'
import { CopyText } from '../../ui/fields/CopyText.tsx'
import { t as refusals } from '../../words/refusals.ts'
import { t } from '../../words/roomSettings.ts'
import type { RoomView } from '../model/RoomView.ts'
import { intended } from './intended.ts'
import { Waits } from './Waits.tsx'

const visibilities = (): readonly Choice<'public' | 'private'>[] => [
  { value: 'public', name: t('public'), text: t('publicAbout') },
  { value: 'private', name: t('private'), text: t('privateAbout') },
]
const invitations = (): readonly Choice<'members' | 'moderators'>[] => [
  { value: 'members', name: t('invites.members') },
  { value: 'moderators', name: t('invites.moderators') },
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
    setTrouble(refused ? refusals(`why.${refused}`) : undefined)
  }
  return (
    <section class="settings-part" aria-label={t('access')}>
      <Choices
        label={t('visibility')}
        of={visibilities()}
        value={now().visibility}
        onChoose={(visibility) => void change({ visibility })}
      />
      <Show when={now().visibility === 'public'}>
        <Check
          label={t('guests')}
          text={t('guestsAbout')}
          checked={now().guests}
          onChange={(guests) => void change({ guests })}
        />
        <Show when={now().guests}>
          <CopyText label={t('publicPage')} text={archiveOf(props.room.id)} />
        </Show>
      </Show>
      <Choices
        label={t('whoInvites')}
        of={invitations()}
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

const archiveOf = (room: string): string => `${location.origin}/archive/${room}`
