import { useNavigate } from '@solidjs/router'
import ArrowRight from 'lucide-solid/icons/arrow-right'
import Search from 'lucide-solid/icons/search'
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js'
import { sentences } from '../ui/sentences.ts'
import { useViews } from '../views.ts'
import { folded } from './search.ts'
import type { EnterResult } from './view.ts'

/** One field for every way in: typing filters, Enter opens my room, joins the public one, or makes it. */
export function EnterField(props: { typed: string; onType: (typed: string) => void }) {
  const { lobby } = useViews()
  const navigate = useNavigate()
  const about = createUniqueId()
  const [trouble, setTrouble] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const name = () => props.typed.trim()
  const mine = createMemo(() => lobby.rooms().find((room) => folded(room.name) === folded(name())))
  const isPublic = createMemo(() => {
    const directory = lobby.directory()
    return directory.name === 'known' && directory.rooms.some((room) => folded(room.name) === folded(name()))
  })
  const act = () => (mine() ? 'Open' : isPublic() ? 'Join' : 'Join or make')

  const leave = (room: string) => {
    props.onType('')
    navigate(`/r/${room}`)
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    const known = mine()
    if (!name() || busy()) return
    if (known) return leave(known.id)
    setBusy(true)
    const result = await lobby.enter(name())
    setBusy(false)
    if (result.name === 'entered') leave(result.room)
    else setTrouble(say(result, name()))
  }
  const type = (value: string) => {
    setTrouble(undefined)
    props.onType(value)
  }
  const toRooms = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.key === 'Escape') type('')
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    event.currentTarget.closest('.lobby')?.querySelector<HTMLElement>('.room-link')?.focus()
  }

  return (
    <form class="enter" onSubmit={submit}>
      <div class="enter-box">
        <Search size={16} />
        <input
          class="text-input"
          aria-label="Room name"
          aria-describedby={about}
          placeholder="Find, join or make a room"
          autocomplete="off"
          autocapitalize="none"
          enterkeyhint="go"
          maxLength={80}
          value={props.typed}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={toRooms}
        />
      </div>
      <Show when={name() && !trouble()}>
        <button type="submit" class="enter-act" aria-disabled={busy()}>
          <span class="one-line">
            {act()} <bdi>“{name()}”</bdi>
          </span>
          <ArrowRight size={16} />
        </button>
      </Show>
      <div id={about} role="alert">
        <Show when={trouble()}>
          <p class="enter-trouble">{trouble()}</p>
        </Show>
      </div>
    </form>
  )
}

function say(result: Exclude<EnterResult, { name: 'entered' }>, name: string): string {
  return result.name === 'private'
    ? `“${name}” is private. Ask someone inside to add you.`
    : sentences.refusal[result.code]
}
