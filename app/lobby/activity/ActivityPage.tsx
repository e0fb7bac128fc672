import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { useAccount } from '../../account/model/AccountView.ts'
import type { Position } from '../../base/position.ts'
import { createMedia, twoPanes } from '../../ui/page/media.ts'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t } from '../../words/activity.ts'
import { t as common } from '../../words/common.ts'
import type { ActivityView } from '../model/ActivityView.ts'
import { useLobby } from '../model/LobbyView.ts'
import { ActivityLine } from './ActivityLine.tsx'
import './activity.css'

/** So many at a time, because each line opens the part of its room that has the message. */
const shownAtOnce = 30

/** `/activity`: mentions, replies and reactions of all rooms, from this device. */
export default function ActivityPage() {
  const account = useAccount()
  const lobby = useLobby()
  const wide = createMedia(twoPanes)
  createEffect(() => {
    document.title = `${t('title')} · Yabber`
  })
  onCleanup(() => {
    document.title = 'Yabber'
  })
  return (
    <main class="activity scrolls" data-pane tabindex="-1">
      <header class="activity-head">
        <Show when={!wide()}>
          <a class="icon-button" href="/" aria-label={t('back')}>
            <ArrowLeft class="mirrors" size={20} />
          </a>
        </Show>
        <h1>{t('title')}</h1>
      </header>
      <Switch>
        <Match when={account.state().name === 'signed-out'}>
          <p class="activity-none">
            <Rich text={t('signedOut')} with={{ signIn: <a href="/sign-in?to=/activity">{common('signIn')}</a> }} />
          </p>
        </Match>
        <Match when={lobby.activity()}>{(activity) => <List activity={activity()} />}</Match>
      </Switch>
    </main>
  )
}

function List(props: { activity: ActivityView }) {
  const [limit, setLimit] = createSignal(shownAtOnce)
  const items = () => props.activity.items()
  const seen = createSeen(() => props.activity)
  return (
    <>
      <Show when={items().length > 0} fallback={<p class="activity-none">{t('nothing')}</p>}>
        <ul class="plain activity-list">
          <Keyed each={items().slice(0, limit())} by={(item) => `${item.room} ${item.segment} ${item.name}`}>
            {(item) => (
              <ActivityLine item={item()} activity={props.activity} isNew={props.activity.isUnread(item(), seen)} />
            )}
          </Keyed>
        </ul>
      </Show>
      <Show when={items().length > limit()}>
        <button type="button" class="button" onClick={() => setLimit(limit() + shownAtOnce)}>
          {t('older')}
        </button>
      </Show>
    </>
  )
}

/** Marks the list as seen while the page is visible. Returns how far it was seen before, so that new lines stay marked. */
const createSeen = (activity: () => ActivityView): Position | null => {
  const before = activity().seen()
  const [visible, setVisible] = createSignal(!document.hidden)
  const look = () => setVisible(!document.hidden)
  onMount(() => document.addEventListener('visibilitychange', look))
  onCleanup(() => document.removeEventListener('visibilitychange', look))
  createEffect(() => {
    if (visible() && activity().items().length > 0) activity().see()
  })
  return before
}
