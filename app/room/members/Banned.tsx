import { createSignal, onCleanup, Show } from 'solid-js'
import { eraseAfterMs } from '../../../shared/room/acts.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { duration } from '../../ui/durations.ts'
import { Keyed } from '../../ui/Keyed.tsx'
import { sentences } from '../../ui/sentences.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import type { BannedView, RoomView } from '../model/RoomView.ts'

const tickMs = 30_000

/** The banned people, shown to those who may lift the ban. */
export function Banned(props: { room: RoomView }) {
  const shown = () => props.room.banned().filter(({ user }) => props.room.may('unban', user))
  return (
    <Show when={shown().length > 0}>
      <h3 class="members-title">
        Banned <span>{shown().length}</span>
      </h3>
      <ul class="plain">
        <Keyed each={shown()} by={({ user }) => user}>
          {(banned) => <BannedItem room={props.room} banned={banned()} />}
        </Keyed>
      </ul>
    </Show>
  )
}

function BannedItem(props: { room: RoomView; banned: BannedView }) {
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const [now, setNow] = createSignal(props.room.now())
  const timer = setInterval(() => setNow(props.room.now()), tickMs)
  onCleanup(() => clearInterval(timer))
  const waits = () =>
    props.room.waiting().some((command) => command.do === 'unban' && command.user === props.banned.user)
  const unban = async () => setRefused(await props.room.act({ do: 'unban', user: props.banned.user }))
  return (
    <li class="request">
      <span class="request-who" title={`@${props.banned.username}`}>
        <Avatar id={props.banned.user} name={props.banned.name} picture={props.banned.picture} />
        <bdi class="one-line">{capMarks(props.banned.name)}</bdi>
      </span>
      <Show when={props.banned.erasing}>{(due) => <p class="request-note">{timeLeft(due() - now())}</p>}</Show>
      <Show when={refused()}>{(code) => <p role="alert">{sentences.refusal[code()]}</p>}</Show>
      <div class="request-acts">
        <button
          type="button"
          class="button slim"
          aria-label={`Lift the ban on ${isolated(props.banned.name)}`}
          disabled={waits()}
          onClick={() => void unban()}
        >
          Lift the ban
        </button>
      </div>
    </li>
  )
}

const timeLeft = (ms: number): string => {
  if (ms <= 0) return 'All their messages here were deleted.'
  // If this clock is behind the relay's, do not show more time than the relay gives.
  const left = duration(Math.min(ms, eraseAfterMs))
  return `Their messages here are hidden and will be deleted in ${left}. Lift the ban before then to restore them.`
}
