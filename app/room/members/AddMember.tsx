import UserPlus from 'lucide-solid/icons/user-plus'
import { createSignal, Show } from 'solid-js'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { t } from '../../words/members.ts'
import type { RoomView } from '../model/RoomView.ts'
import { addByName, type Said } from './addByName.ts'

/** Adds a person by username. Offline this works for people this device knows: the act waits for the network. */
export function AddMember(props: { room: RoomView }) {
  const lobby = useLobby()
  const [username, setUsername] = createSignal('')
  const [said, setSaid] = createSignal<Said>()
  const [busy, setBusy] = createSignal(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    const name = username().trim().replace(/^@/, '')
    if (!name || busy()) return
    setBusy(true)
    const answer = await addByName(props.room, lobby, name)
    setBusy(false)
    setSaid(answer)
    if (!answer.wrong) setUsername('')
  }
  const shown = () => (said()?.until?.() ? undefined : said())
  return (
    <form class="add-member" onSubmit={submit}>
      <div class="add-member-box">
        <input
          class="text-input"
          aria-label={t('addLabel')}
          placeholder={t('addPlaceholder')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={64}
          value={username()}
          onInput={(event) => {
            setUsername(event.currentTarget.value)
            setSaid(undefined)
          }}
        />
        <button type="submit" class="icon-button" aria-label={t('add')} aria-disabled={busy()}>
          <UserPlus size={18} />
        </button>
      </div>
      <div role="status">
        <Show when={shown()}>
          {(said) => (
            <p class="add-member-said" classList={{ wrong: said().wrong === true }}>
              {said().words}
            </p>
          )}
        </Show>
      </div>
    </form>
  )
}
