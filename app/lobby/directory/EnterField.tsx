import { useNavigate } from '@solidjs/router'
import ArrowRight from 'lucide-solid/icons/arrow-right'
import Plus from 'lucide-solid/icons/plus'
import Search from 'lucide-solid/icons/search'
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js'
import { cleanRoomName } from '../../../shared/room/acts.ts'
import { ArrivingDialog } from '../../status/ArrivingDialog.tsx'
import { useStatus } from '../../status/useStatus.ts'
import { leaveField } from '../../ui/fields/focusedField.ts'
import { part } from '../../ui/reactive/part.ts'
import { Rich } from '../../ui/text/Rich.tsx'
import { folded } from '../../ui/text/search.ts'
import { t } from '../../words/directory.ts'
import { t as refusals } from '../../words/refusals.ts'
import { useLobby } from '../model/LobbyView.ts'

const AskToEnter = part(() => import('./AskToEnter.tsx'))

/** A private room whose name was typed. It has an id if this person may ask to join. */
interface Closed {
  name: string
  room: string | null
}

/**
 * One field for finding and joining: typing filters, Enter opens my room or joins the public one. Creating a room takes
 * a separate button, so a typing mistake creates nothing.
 */
export function EnterField(props: { typed: string; onType: (typed: string) => void; onCreate: () => void }) {
  const lobby = useLobby()
  const status = useStatus()
  const navigate = useNavigate()
  const about = createUniqueId()
  const [trouble, setTrouble] = createSignal<string>()
  const [none, setNone] = createSignal<string>()
  const [closed, setClosed] = createSignal<Closed>()
  const [asking, setAsking] = createSignal<Closed & { room: string }>()
  const [busy, setBusy] = createSignal(false)
  const name = () => props.typed.trim()
  const mine = createMemo(() => lobby.rooms().find((room) => folded(room.name) === folded(name())))
  const listed = createMemo(() => {
    const directory = lobby.directory()
    return directory.name === 'known' ? directory.rooms.find((room) => folded(room.name) === folded(name())) : undefined
  })
  const act = () => (mine() ? 'open' : listed() ? 'join' : 'find')
  const mayCreate = () => cleanRoomName(name()) !== null && !mine() && !listed() && !closed()
  const isBanned = () => !mine() && lobby.banned().has(listed()?.id ?? '')
  const whyNot = () => (isBanned() ? refusals('why.banned') : trouble())

  const leave = (room: string) => {
    props.onType('')
    leaveField()
    navigate(`/r/${room}`)
  }
  const enter = async (name: string) => {
    setBusy(true)
    const found = await lobby.look(name)
    const entered = found.name === 'public' ? await lobby.join(found.room) : null
    setBusy(false)
    if (found.name === 'mine') leave(found.room)
    else if (entered?.name === 'entered') leave(entered.room)
    else if (entered) setTrouble(refusals(`why.${entered.code}`))
    else if (found.name === 'private') setClosed({ name, room: found.room })
    else if (found.name === 'refused') setTrouble(refusals(`why.${found.code}`))
    else setNone(status.network() === 'offline' ? t('noRoomHere') : t('noRoom'))
  }
  const submit = (event: Event) => {
    event.preventDefault()
    const known = mine()
    if (!name() || busy() || isBanned()) return
    if (known) leave(known.id)
    else void enter(name())
  }
  const type = (value: string) => {
    setTrouble(undefined)
    setNone(undefined)
    setClosed(undefined)
    props.onType(value)
  }
  const toRooms = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.key === 'Escape') type('')
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    event.currentTarget.closest('.lobby')?.querySelector<HTMLElement>('.room-link')?.focus()
  }

  return (
    <>
      <form class="enter" onSubmit={submit}>
        <div class="enter-box">
          <Search size={16} />
          <input
            class="text-input"
            aria-label={t('field')}
            aria-describedby={about}
            placeholder={t('fieldHint')}
            autocomplete="off"
            autocapitalize="none"
            enterkeyhint="go"
            maxLength={80}
            value={props.typed}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={toRooms}
          />
        </div>
        <Show when={name() && !whyNot() && !none() && !closed()}>
          <button type="submit" class="enter-act" aria-disabled={busy()}>
            <span class="one-line">
              <Rich text={t(`act.${act()}`)} with={{ room: <bdi>{name()}</bdi> }} />
            </span>
            <ArrowRight size={16} />
          </button>
        </Show>
        <Show when={mayCreate()}>
          <button type="button" class="enter-act" onClick={() => props.onCreate()}>
            <span class="one-line">
              <Rich text={t('create')} with={{ room: <bdi>{name()}</bdi> }} />
            </span>
            <Plus size={16} />
          </button>
        </Show>
        <div id={about} role="alert">
          <Show when={whyNot()}>
            <p class="enter-trouble">{whyNot()}</p>
          </Show>
          <Show when={name() && none()}>
            <p class="enter-closed">{none()}</p>
          </Show>
          <Show when={closed()}>
            {(closed) => (
              <p class="enter-closed">
                <Rich text={t('private')} with={{ room: <bdi>{closed().name}</bdi> }} />
              </p>
            )}
          </Show>
        </div>
        <Show when={roomOf(closed())}>
          {(room) => (
            <button type="button" class="button slim enter-ask" onClick={() => setAsking(room())}>
              {t('askToJoin')}
            </button>
          )}
        </Show>
      </form>
      <Show when={asking()}>
        {(asked) => (
          <ArrivingDialog onClose={() => setAsking(undefined)}>
            <AskToEnter
              name={asked().name}
              ask={(note) => lobby.request(asked().room, asked().name, note)}
              onAsked={() => {
                setAsking(undefined)
                type('')
              }}
              onClose={() => setAsking(undefined)}
            />
          </ArrivingDialog>
        )}
      </Show>
    </>
  )
}

const roomOf = (closed: Closed | undefined): (Closed & { room: string }) | undefined =>
  closed?.room ? { ...closed, room: closed.room } : undefined
