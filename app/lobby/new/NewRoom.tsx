import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { longestName, longestTopic, mostInvited } from '../../../shared/room/acts.ts'
import { cleanLine, isVisible } from '../../../shared/visible.ts'
import { useAccount } from '../../account/model/AccountView.ts'
import { PicturePicker } from '../../people/picture/PicturePicker.tsx'
import { createTakenName, OpenThatRoom } from '../../room/takenName.tsx'
import { useStatus } from '../../status/useStatus.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { sayRefused } from '../../ui/sayRefused.ts'
import { takeFocus } from '../../ui/takeFocus.ts'
import type { NewRoomFields, PersonSummary } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import { PeopleField } from './PeopleField.tsx'
import './new-room.css'

const visibilities = [
  { value: 'public', name: 'Public', text: 'Anyone can find, read and join it.' },
  { value: 'private', name: 'Private', text: 'Only members can see it.' },
] as const

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
  const [trouble, setTrouble] = createSignal<string>()
  const taken = createTakenName()

  const make = async () => {
    if (!isVisible(fields.name)) return 'A room needs a name.'
    const members = fields.members.map(({ user }) => user)
    const made = await lobby.make({ ...fields, topic: cleanLine(fields.topic), members })
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
    <Dialog title="New room" onClose={() => props.onClose()}>
      <form class="dialog-form" noValidate onSubmit={submit}>
        <Field
          label="Name"
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
          label="Topic"
          name="topic"
          autocomplete="off"
          hint="What the room is about (optional)."
          maxLength={longestTopic}
          value={fields.topic}
          onInput={(topic) => setFields('topic', topic)}
        />
        <PicturePicker
          label="Picture"
          of="room"
          picture={fields.picture}
          id={fields.name.trim()}
          name={fields.name.trim()}
          onPicked={(picture) => setFields('picture', picture)}
        />
        <Choices
          label="Visibility"
          of={visibilities}
          value={fields.visibility}
          onChoose={(visibility) => setFields('visibility', visibility)}
        />
        <PeopleField
          label="Add people"
          hint="Optional. You can add more people later."
          most={mostInvited}
          chosen={fields.members}
          onChange={(members) => setFields('members', members)}
        />
        <div class="dialog-acts">
          <Show when={status.network() === 'offline'}>
            <p class="new-room-offline">
              You’re offline. You can write in the room now, and others will see it when you’re back online.
            </p>
          </Show>
          <button type="submit" class="button main">
            Create room
          </button>
        </div>
      </form>
    </Dialog>
  )
}
