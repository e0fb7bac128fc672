import { createSignal, Show } from 'solid-js'
import { longestNote } from '../../shared/room/acts.ts'
import { cleanLine } from '../../shared/visible.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { Field } from '../ui/fields/Field.tsx'
import { useNow } from '../ui/reactive/useNow.ts'
import { t } from '../words/room.ts'
import { mayAsk, whyNotAsked } from './askingAgain.ts'
import './ask.css'

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
      <Show when={request()}>{(request) => <p>{t(`asked.${request().state}`)}</p>}</Show>
      <Show when={mayAsk(request(), now())}>
        <form onSubmit={ask}>
          <Field
            label={t('askNote')}
            name="note"
            autocomplete="off"
            hint={t('askHint')}
            maxLength={longestNote}
            value={note()}
            onInput={setNote}
          />
          <Show when={refused()}>{(code) => <p role="alert">{whyNotAsked(code())}</p>}</Show>
          <button type="submit" class="button main">
            {t('ask')}
          </button>
        </form>
      </Show>
    </div>
  )
}
