import { createMemo, createSignal, For, Show } from 'solid-js'
import type { RoomSummary } from '../../lobby/model/LobbyView.ts'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { fits } from '../../ui/text/search.ts'
import { t } from '../../words/forward.ts'
import { capMarks } from '../../words/marks.ts'
import type { Acting } from '../message/acting.ts'
import type { MessageView } from '../model/RoomView.ts'
import './forward.css'

/** Chooses the rooms in which messages are posted again. The rooms come from this device, so it works offline. */
export default function Forward(props: { messages: readonly MessageView[]; acting: Acting }) {
  const lobby = useLobby()
  const [typed, setTyped] = createSignal('')
  const [comment, setComment] = createSignal('')
  const [chosen, setChosen] = createSignal<readonly RoomSummary[]>([])
  const [trouble, setTrouble] = createSignal<string>()
  const isChosen = ({ id }: RoomSummary) => chosen().some((room) => room.id === id)
  /** The other rooms come first, because people seldom repeat a message where it is. */
  const rooms = createMemo(() => {
    const found = lobby.rooms().filter((room) => !room.archived && fits(room.name, typed()))
    const isHere = ({ id }: RoomSummary) => id === props.acting.room.id
    return [...found.filter((room) => !isHere(room)), ...found.filter(isHere)]
  })
  const toggle = (room: RoomSummary) => {
    setChosen(isChosen(room) ? chosen().filter(({ id }) => id !== room.id) : [...chosen(), room])
    setTrouble(undefined)
  }
  const names = () => chosen().map(({ name }) => name)
  const send = async (event: Event) => {
    event.preventDefault()
    if (chosen().length === 0) return setTrouble(t('noneChosen'))
    const rooms = chosen().map(({ id }) => id)
    try {
      await props.acting.room.forward(props.messages, rooms, comment())
    } catch {
      return setTrouble(t('failed')) // part of it was not stored on this device
    }
    const done = t('done', names())
    props.acting.closePanel()
    if (props.acting.selected() !== null) props.acting.stopSelecting()
    props.acting.say(done, true)
    return undefined
  }
  return (
    <Dialog title={t('title', props.messages.length)} onClose={props.acting.closePanel}>
      <form class="dialog-form" noValidate onSubmit={send}>
        <input
          type="search"
          class="forward-field"
          aria-label={t('search')}
          placeholder={t('search')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        <fieldset class="forward-rooms scrolls">
          <legend class="unseen">{t('rooms')}</legend>
          <For each={rooms()} fallback={<p class="field-about">{t('noRooms')}</p>}>
            {(room) => (
              <label class="forward-room">
                <input type="checkbox" checked={isChosen(room)} onChange={() => toggle(room)} />
                <Picture room={room} />
                <bdi class="one-line">{capMarks(room.name)}</bdi>
              </label>
            )}
          </For>
        </fieldset>
        <textarea
          class="forward-field"
          rows="2"
          dir="auto"
          aria-label={t('comment')}
          placeholder={t('comment')}
          value={comment()}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
        <p class="field-about" classList={{ trouble: Boolean(trouble()) }} role="status">
          <Show when={trouble()} fallback={chosen().length > 0 && t('chosen', names())}>
            {trouble()}
          </Show>
        </p>
        <div class="dialog-acts">
          <button type="submit" class="button main">
            {t('forward')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** Of a conversation, the first of its people. */
function Picture(props: { room: RoomSummary }) {
  const person = () => props.room.people[0]
  return (
    <Show
      when={props.room.kind === 'direct' && person()}
      fallback={<Avatar id={props.room.id} name={props.room.name} picture={props.room.picture} of="room" />}
    >
      {(shown) => <Avatar id={shown().user} name={shown().name} picture={shown().picture} />}
    </Show>
  )
}
