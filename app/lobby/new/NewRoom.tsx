import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { longestName, longestTopic, mostInvited } from '../../../shared/room/acts.ts'
import { cleanLine, isVisible } from '../../../shared/visible.ts'
import { useAccount } from '../../account/model/AccountView.ts'
import { newId } from '../../outgoing/planRecord.ts'
import { PicturePicker } from '../../people/picture/PicturePicker.tsx'
import { createTakenName, OpenThatRoom } from '../../room/takenName.tsx'
import { useStatus } from '../../status/useStatus.ts'
import { Choices } from '../../ui/fields/Choices.tsx'
import { Field } from '../../ui/fields/Field.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { takeFocus } from '../../ui/popups/takeFocus.ts'
import { sayRefused } from '../../ui/text/sayRefused.ts'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/newRoom.ts'
import type { NewRoomFields, PersonSummary } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import { PeopleField } from './PeopleField.tsx'
import './new-room.css'

const visibilities = () =>
  (['public', 'private'] as const).map((value) => ({ value, name: t(`${value}.name`), text: t(`${value}.text`) }))

export default function NewRoom(props: { name: string; onMade?: () => void; onClose: () => void }) {
  const lobby = useLobby()
  const status = useStatus()
  const account = useAccount()
  const navigate = useNavigate()
  const [fields, setFields] = createStore({
    name: props.name,
    topic: '',
    visibility: 'public' as NewRoomFields['visibility'],
    picture: null as string | null,
    members: [] as readonly PersonSummary[],
  })
  /** Chosen before the room is made, so that the picture here has the colour that the room gets. */
  const [room, setRoom] = createSignal(newId())
  const [trouble, setTrouble] = createSignal<string>()
  const taken = createTakenName()

  const make = async () => {
    if (!isVisible(fields.name)) return t('noName')
    const members = fields.members.map(({ user }) => user)
    const made = await lobby.make({ ...fields, room: room(), topic: cleanLine(fields.topic), members })
    // This device drops the refused room, so the next attempt is another one.
    if (made.name === 'refused') setRoom(newId())
    if (made.name === 'refused' && made.code === 'name-taken') return taken.say(fields.name)
    if (made.name === 'refused') return sayRefused(made.code, 'make', account.relay()?.roomsADay ?? null)
    props.onMade?.()
    props.onClose()
    navigate(`/r/${made.room}`)
    return undefined
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    setTrouble(await make())
  }

  return (
    <Dialog title={common('newRoom')} onClose={() => props.onClose()}>
      <form class="dialog-form" noValidate onSubmit={submit}>
        <Field
          label={t('name')}
          name="room-name"
          autocomplete="off"
          maxLength={longestName}
          ref={takeFocus}
          value={fields.name}
          onInput={(name) => {
            setFields('name', name)
            setTrouble(undefined)
            taken.forget()
          }}
          error={trouble()}
        />
        <OpenThatRoom way={taken.way()} onOpen={() => props.onClose()} />
        <Field
          label={t('topic')}
          name="topic"
          autocomplete="off"
          hint={t('topicHint')}
          maxLength={longestTopic}
          value={fields.topic}
          onInput={(topic) => setFields('topic', topic)}
        />
        <PicturePicker
          label={t('picture')}
          of="room"
          picture={fields.picture}
          id={room()}
          name={fields.name.trim()}
          onPicked={(picture) => setFields('picture', picture)}
        />
        <Choices
          label={t('visibility')}
          of={visibilities()}
          value={fields.visibility}
          onChoose={(visibility) => setFields('visibility', visibility)}
        />
        <PeopleField
          label={t('addPeople')}
          hint={t('addPeopleHint')}
          most={mostInvited}
          chosen={fields.members}
          onChange={(members) => setFields('members', members)}
        />
        <div class="dialog-acts">
          <Show when={status.network() === 'offline'}>
            <p class="new-room-offline">{t('offline')}</p>
          </Show>
          <button type="submit" class="button main">
            {common('createRoom')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
