import { Show, untrack } from 'solid-js'
import type { StatusView } from '../sync/statusView.ts'
import { createLasting } from '../ui/reactive/lasting.ts'
import { useNow } from '../ui/reactive/useNow.ts'
import { clockTime, shortTime, startOfDay } from '../ui/text/times.ts'
import { t as common } from '../words/common.ts'
import { t } from '../words/status.ts'
import { useStatus } from './useStatus.ts'

/** Sending or connecting takes a moment, so only a state that lasts longer than this is shown. */
const worthAWordAfterMs = 800

/** One quiet line, because being offline is a state and not an error. */
export function StatusLine() {
  const status = useStatus()
  const now = useNow()
  const words = createLasting(
    () => say(status, now),
    untrack(() => opening(status, now)),
    worthAWordAfterMs,
  )
  // The dot starts hollow, as if offline, so that it does not claim a connection before there is one.
  const network = createLasting(
    status.network,
    untrack(() => (status.isConnected() ? 'online' : 'offline')),
    worthAWordAfterMs,
  )
  return (
    <div class="status">
      <span class="status-dot" classList={{ [network()]: true }} aria-hidden="true" />
      <span class="status-words" role="status">
        {words()}
      </span>
      <TryNow when={network() === 'offline'} />
    </div>
  )
}

/** The same words for use in place of other content. Draws nothing while online. */
export function Trouble() {
  const status = useStatus()
  const words = createLasting(() => (status.network() === 'online' ? '' : headline(status)), '', worthAWordAfterMs)
  return (
    <Show when={words()}>
      <span class="status-trouble">
        <span role="status">{words()}</span>
        <TryNow when />
      </span>
    </Show>
  )
}

function TryNow(props: { when: boolean }) {
  const status = useStatus()
  return (
    <Show when={props.when && status.network() === 'offline' && status.isTrying()}>
      <button type="button" class="status-try" onClick={() => status.tryNow()}>
        {common('tryNow')}
      </button>
    </Show>
  )
}

/** The first words. On a phone this line comes back with the list of rooms, long after the relay has been reached. */
const opening = (status: StatusView, now: () => number): string =>
  status.isConnected() || status.network() === 'offline' ? say(status, now) : t('connecting')

function say(status: StatusView, now: () => number): string {
  const synced = status.lastSynced()
  if (status.network() === 'online') return status.waiting() > 0 ? t('sending', status.waiting()) : t('upToDate')
  const isReconnecting = status.network() === 'offline' && status.isTrying()
  return [
    headline(status),
    isReconnecting && t('reconnecting'),
    synced !== null && t('lastSynced', when(synced, now())),
  ]
    .filter(Boolean)
    .join(' · ')
}

const headline = (status: StatusView) => {
  const network = status.network() === 'offline' ? 'offline' : 'connecting'
  return status.waiting() > 0 ? t(`${network}WithWaiting`, status.waiting()) : t(network)
}

const when = (time: number, now: number) =>
  time >= startOfDay(now) ? clockTime(time) : `${shortTime(time, now)} ${clockTime(time)}`
