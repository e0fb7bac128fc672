import UserPlus from 'lucide-solid/icons/user-plus'
import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { sentences } from '../../ui/sentences.ts'
import type { RoomView } from '../view.ts'

const whyNot = (code: RefusalCode | 'offline'): string =>
  code === 'banned' ? sentences.notAdded.banned : sentences.refusal[code]

export function AddMember(props: { room: RoomView }) {
  const [username, setUsername] = createSignal('')
  const [said, setSaid] = createSignal<{ words: string; wrong: boolean }>()
  const [busy, setBusy] = createSignal(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    const name = username().trim().replace(/^@/, '')
    if (!name || busy()) return
    setBusy(true)
    const refused = await props.room.addMember(name)
    setBusy(false)
    setSaid(refused ? { words: whyNot(refused), wrong: true } : { words: `${name} is in.`, wrong: false })
    if (!refused) setUsername('')
  }
  return (
    <form class="add-member" onSubmit={submit}>
      <div class="add-member-box">
        <input
          class="text-input"
          aria-label="Add someone by user name"
          placeholder="Add by user name"
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
        <button type="submit" class="icon-button" aria-label="Add" aria-disabled={busy()}>
          <UserPlus size={18} />
        </button>
      </div>
      <div role="status">
        <Show when={said()}>
          {(said) => (
            <p class="add-member-said" classList={{ wrong: said().wrong }}>
              {said().words}
            </p>
          )}
        </Show>
      </div>
    </form>
  )
}
