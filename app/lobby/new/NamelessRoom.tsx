import { createResource, createSignal, createUniqueId, Show } from 'solid-js'
import { longestName } from '../../../shared/room/acts.ts'
import { OpenThatRoom, wayTo } from '../../room/takenName.tsx'
import { arrived } from '../../ui/reactive/arrived.ts'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/lobby.ts'
import { capMarks } from '../../words/marks.ts'
import { t as refusals } from '../../words/refusals.ts'
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
        <Rich text={t('nameless.text')} with={{ room: <bdi>{capMarks(props.act.name)}</bdi> }} />
      </p>
      <form class="bar-acts nameless-acts" onSubmit={again}>
        <label class="unseen" for={id}>
          {t('nameless.another')}
        </label>
        <input
          id={id}
          class="text-input"
          placeholder={t('nameless.another')}
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
          {common('createRoom')}
        </button>
        <OpenThatRoom way={wayTo(arrived(there))} />
        <button type="button" class="button slim" onClick={() => void lobby.dismiss(props.act.id)}>
          {props.act.lost ? t('nameless.later') : t('nameless.discard')}
        </button>
      </form>
      <Show when={wrong()}>
        <p role="alert">{refusals('why.bad-name')}</p>
      </Show>
    </div>
  )
}
