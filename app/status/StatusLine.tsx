import { Show, untrack } from 'solid-js'
import type { StatusView } from '../sync/status.ts'
import { createLasting } from '../ui/lasting.ts'
import { clockTime, shortTime, startOfDay } from '../ui/times.ts'
import { useNow } from '../ui/useNow.ts'
import { useStatus } from './useStatus.ts'

/** Sending a message or finding the relay takes a moment; only what lasts longer is worth a word. */
const worthAWordAfterMs = 800

/** One quiet line: offline is a state, not an error. */
export function StatusLine() {
  const status = useStatus()
  const now = useNow()
  const words = createLasting(
    () => say(status, now),
    untrack(() => opening(status, now)),
    worthAWordAfterMs,
  )
  // A hollow dot claims nothing.
  const network = createLasting(status.network, 'offline', worthAWordAfterMs)
  return (
    <div class="status">
      <span class="status-dot" classList={{ [network()]: true }} aria-hidden="true" />
      <span class="one-line" role="status">
        {words()}
      </span>
      <TryNow when={network() === 'offline'} />
    </div>
  )
}

/** The same words where they stand in for something else: nothing at all while all is well. */
export function Trouble() {
  const status = useStatus()
  const words = createLasting(() => (status.network() === 'online' ? '' : headline(status)), '', worthAWordAfterMs)
  return (
    <Show when={words()}>
      <span class="status-trouble" role="status">
        {words()}
      </span>
      <TryNow when />
    </Show>
  )
}

function TryNow(props: { when: boolean }) {
  const status = useStatus()
  return (
    <Show when={props.when && status.network() === 'offline' && status.isTrying()}>
      <button type="button" class="status-try" onClick={() => status.tryNow()}>
        Try now
      </button>
    </Show>
  )
}

/** Before anything is known: the relay has still to be found. */
const opening = (status: StatusView, now: () => number): string =>
  status.network() === 'offline' ? say(status, now) : 'Connecting…'

function say(status: StatusView, now: () => number): string {
  const synced = status.lastSynced()
  if (status.network() === 'online') return status.waiting() > 0 ? `Sending ${status.waiting()}…` : 'Up to date'
  const isReconnecting = status.network() === 'offline' && status.isTrying()
  return [headline(status), isReconnecting && 'reconnecting…', synced !== null && `last synced ${when(synced, now())}`]
    .filter(Boolean)
    .join(' · ')
}

const headline = (status: StatusView) =>
  [status.network() === 'offline' ? 'Offline' : 'Connecting…', status.waiting() > 0 && `${status.waiting()} waiting`]
    .filter(Boolean)
    .join(', ')

const when = (time: number, now: number) =>
  time >= startOfDay(now) ? clockTime(time) : `${shortTime(time, now)} ${clockTime(time)}`
