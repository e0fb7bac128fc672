import { createResource, createSignal, createUniqueId, Show } from 'solid-js'
import { longestName } from '../../../shared/room/acts.ts'
import { OpenThatRoom, wayTo } from '../../room/takenName.tsx'
import { arrived } from '../../ui/arrived.ts'
import { sentences } from '../../ui/sentences.ts'
import { capMarks } from '../../words/marks.ts'
import type { RefusedActView } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import './nameless-room.css'

/**
 * A room created offline whose name was already taken. It waits here for another name, and keeps the messages written
 * in it.
 */
export function NamelessRoom(props: { act: RefusedActView }) {
  const lobby = useLobby()
  const id = createUniqueId()
  const [name, setName] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  const [there] = createResource(
    () => props.act.name,
    (taken) => lobby.look(taken),
  )
  const again = async (event: Event) => {
    event.preventDefault()
    setWrong(!(await lobby.makeAs(props.act.id, name())))
  }
  return (
    <div class="bar" role="status">
      <p>
        There’s already a room called <bdi>“{capMarks(props.act.name)}”</bdi>. Yours is still on this device only.
      </p>
      <form class="bar-acts nameless-acts" onSubmit={again}>
        <label class="unseen" for={id}>
          Another name
        </label>
        <input
          id={id}
          class="text-input"
          placeholder="Another name"
          autocomplete="off"
          maxLength={longestName}
          value={name()}
          aria-invalid={wrong()}
          onInput={(event) => {
            setName(event.currentTarget.value)
            setWrong(false)
          }}
        />
        <button type="submit" class="button slim main">
          Create room
        </button>
        <OpenThatRoom way={wayTo(arrived(there))} />
        <button type="button" class="button slim" onClick={() => void lobby.dismiss(props.act.id)}>
          {props.act.lost ? 'Not now' : 'Discard mine'}
        </button>
      </form>
      <Show when={wrong()}>
        <p role="alert">{sentences.refusal['bad-name']}</p>
      </Show>
    </div>
  )
}
