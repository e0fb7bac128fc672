import { createSignal, onCleanup, Show } from 'solid-js'
import { eraseAfterMs } from '../../../shared/room/acts.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { duration } from '../../ui/text/durations.ts'
import { t } from '../../words/members.ts'
import { t as refusals } from '../../words/refusals.ts'
import type { BannedView, RoomView } from '../model/RoomView.ts'
import { PersonLine } from './PersonLine.tsx'

const tickMs = 30_000

/** The banned people, shown to those who may lift the ban. */
export function Banned(props: { room: RoomView }) {
  const shown = () => props.room.banned().filter(({ user }) => props.room.may('unban', user))
  return (
    <Show when={shown().length > 0}>
      <h3 class="members-title">
        {t('banned')} <span>{shown().length}</span>
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
      <PersonLine person={props.banned} />
      <Show when={props.banned.erasing}>{(due) => <p class="request-note">{timeLeft(due() - now())}</p>}</Show>
      <Show when={refused()}>{(code) => <p role="alert">{refusals(`why.${code()}`)}</p>}</Show>
      <div class="request-acts">
        <button
          type="button"
          class="button slim"
          aria-label={t('unbanLabel', props.banned.name)}
          disabled={waits()}
          onClick={() => void unban()}
        >
          {t('unban')}
        </button>
      </div>
    </li>
  )
}

const timeLeft = (ms: number): string => {
  if (ms <= 0) return t('erased')
  // If this clock is behind the relay's, do not show more time than the relay gives.
  return t('erasing', duration(Math.min(ms, eraseAfterMs)))
}
