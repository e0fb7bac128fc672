import UserPlus from 'lucide-solid/icons/user-plus'
import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { sayRefused } from '../../ui/text/sayRefused.ts'
import { t } from '../../words/members.ts'
import type { RoomView } from '../model/RoomView.ts'

interface Said {
  words: string
  wrong?: true
  /** Whether the text is no longer true and should go. */
  until?: () => boolean
}

const whyNot = (code: RefusalCode | 'offline'): string =>
  code === 'banned' ? t('notAddedBanned') : sayRefused(code, 'add', null)

/** Adds a person by username. Offline this works for people this device knows: the act waits for the network. */
export function AddMember(props: { room: RoomView }) {
  const lobby = useLobby()
  const [username, setUsername] = createSignal('')
  const [said, setSaid] = createSignal<Said>()
  const [busy, setBusy] = createSignal(false)
  const waits = (user: string) => props.room.waiting().some((command) => command.do === 'add' && command.user === user)
  const add = async (name: string): Promise<Said> => {
    const found = await lobby.findPerson(name)
    if (typeof found === 'string') return { words: whyNot(found), wrong: true }
    const { user, name: called } = found
    const isIn = () => props.room.members().some((member) => member.user === user)
    const refused = await props.room.act({ do: 'add', user })
    if (refused) return { words: whyNot(refused), wrong: true }
    return waits(user)
      ? { words: t('willBeAdded', called), until: () => !waits(user) }
      : { words: t('added', called), until: () => !isIn() }
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    const name = username().trim().replace(/^@/, '')
    if (!name || busy()) return
    setBusy(true)
    const answer = await add(name)
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
