import { createSignal, Show } from 'solid-js'
import { cleanRoomName, longestName, longestTopic, type RoomChange } from '../../../shared/room/acts.ts'
import { cleanLine } from '../../../shared/visible.ts'
import { PicturePicker } from '../../people/picture/PicturePicker.tsx'
import { Field } from '../../ui/fields/Field.tsx'
import { t as common } from '../../words/common.ts'
import { t as refusals } from '../../words/refusals.ts'
import { t } from '../../words/roomSettings.ts'
import type { RoomView } from '../model/RoomView.ts'
import { createTakenName, OpenThatRoom } from '../takenName.tsx'
import { intended } from './intended.ts'

/** Picture, name and topic. A picture is saved at once, name and topic when the form is sent. */
export function FactsForm(props: { room: RoomView; onGo: () => void }) {
  const now = () => ({ name: props.room.title(), topic: props.room.topic(), ...intended(props.room) })
  const [name, setName] = createSignal<string>()
  const [topic, setTopic] = createSignal<string>()
  const [nameTrouble, setNameTrouble] = createSignal<string>()
  const [trouble, setTrouble] = createSignal<string>()
  const [saved, setSaved] = createSignal(false)
  const taken = createTakenName()

  const change = (): RoomChange => {
    const words = { name: cleanRoomName(name() ?? ''), topic: cleanLine(topic() ?? '') }
    return {
      ...(words.name !== null && words.name !== now().name && { name: words.name }),
      ...(topic() !== undefined && words.topic !== now().topic && { topic: words.topic }),
    }
  }
  const isChanged = () => name() !== undefined || topic() !== undefined
  const save = async (event: Event) => {
    event.preventDefault()
    setTrouble(undefined)
    if (name() !== undefined && cleanRoomName(name() ?? '') === null) return setNameTrouble(refusals('why.bad-name'))
    const [sentName, sentTopic] = [name(), topic()]
    const wanted = change()
    const refused = Object.keys(wanted).length > 0 ? await props.room.act({ do: 'change', ...wanted }) : null
    if (refused === 'name-taken') return setNameTrouble(await taken.say(wanted.name ?? ''))
    if (refused === 'bad-name') return setNameTrouble(refusals(`why.${refused}`))
    if (refused) return setTrouble(refusals(`why.${refused}`))
    // Keep a field that was changed while saving: it still has to be saved.
    if (name() === sentName) setName(undefined)
    if (topic() === sentTopic) setTopic(undefined)
    setSaved(true)
    return undefined
  }
  const pick = async (picture: string | null) => {
    const refused = await props.room.act({ do: 'change', picture })
    setTrouble(refused ? refusals(`why.${refused}`) : undefined)
  }
  const picture = () => {
    const { picture = props.room.picture() } = now()
    return picture
  }

  return (
    <form class="settings-part" noValidate onSubmit={save}>
      <PicturePicker
        label={t('picture')}
        of="room"
        id={props.room.id}
        name={now().name}
        picture={picture()}
        onPicked={(hash) => void pick(hash)}
      />
      <Field
        label={t('name')}
        name="room-name"
        autocomplete="off"
        maxLength={longestName}
        value={name() ?? now().name}
        onInput={(text) => {
          setName(text)
          setNameTrouble(undefined)
          taken.forget()
          setSaved(false)
        }}
        error={nameTrouble()}
        hint={t('nameHint')}
      />
      <OpenThatRoom way={taken.way()} onOpen={() => props.onGo()} />
      <Field
        label={t('topic')}
        name="topic"
        autocomplete="off"
        maxLength={longestTopic}
        value={topic() ?? now().topic}
        onInput={(text) => {
          setTopic(text)
          setSaved(false)
        }}
      />
      <Show when={trouble()}>
        <p role="alert">{trouble()}</p>
      </Show>
      <div class="dialog-acts">
        <span class="settings-said" role="status">
          {saved() ? said(props.room) : ''}
        </span>
        <button type="submit" class="button main" disabled={!isChanged()}>
          {common('save')}
        </button>
      </div>
    </form>
  )
}

const said = (room: RoomView): string => (Object.keys(intended(room)).length > 0 ? t('waiting') : t('saved'))
