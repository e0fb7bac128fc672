import { createSignal, Show } from 'solid-js'
import { longestNote } from '../../shared/room/acts.ts'
import { cleanLine } from '../../shared/visible.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { RequestCard } from '../lobby/model/LobbyView.ts'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { Field } from '../ui/Field.tsx'
import { useNow } from '../ui/useNow.ts'
import { mayAsk, whyNotAsked } from './askingAgain.ts'
import './ask.css'

const answers: Record<RequestCard['state'], string> = {
  waiting: 'Your request will be sent when you’re back online.',
  asked: 'You asked to join. The room will open here when a moderator accepts.',
  refused: 'A moderator declined your request.',
}

/** Lets a person ask to join a private room that they cannot read. */
export function AskToBeLetIn(props: { room: string }) {
  const lobby = useLobby()
  const now = useNow()
  const [note, setNote] = createSignal('')
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const request = () => lobby.requests().find(({ room }) => room === props.room)
  const ask = async (event: Event) => {
    event.preventDefault()
    setRefused(await lobby.request(props.room, '', cleanLine(note())))
  }
  return (
    <div class="ask" role="status">
      <Show when={request()}>{(request) => <p>{answers[request().state]}</p>}</Show>
      <Show when={mayAsk(request(), now())}>
        <form onSubmit={ask}>
          <Field
            label="Message to the moderators (optional)"
            name="note"
            autocomplete="off"
            hint="Say who you are and why you want to join."
            maxLength={longestNote}
            value={note()}
            onInput={setNote}
          />
          <Show when={refused()}>{(code) => <p role="alert">{whyNotAsked(code())}</p>}</Show>
          <button type="submit" class="button main">
            Ask to join
          </button>
        </form>
      </Show>
    </div>
  )
}
