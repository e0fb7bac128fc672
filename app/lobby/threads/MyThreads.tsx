import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createMemo, For, onCleanup, onMount, Show } from 'solid-js'
import { useNow } from '../../ui/reactive/useNow.ts'
import { shortTime } from '../../ui/text/times.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/thread.ts'
import { t as timeline } from '../../words/timeline.ts'
import { type MyThread, useLobby } from '../model/LobbyView.ts'
import './my-threads.css'

/** `/threads`: the threads that this person follows, in all rooms. */
export default function MyThreads() {
  const lobby = useLobby()
  const rooms = createMemo(() => new Map(lobby.rooms().map(({ id, name }) => [id, name])))
  const shown = () => lobby.threads().filter(({ room }) => rooms().has(room))
  document.title = t('mine')
  onCleanup(() => {
    document.title = 'Yabber'
  })
  // Roots that cannot be read now are shown as not here.
  onMount(() => lobby.loadThreads().catch(() => {}))
  return (
    <main class="my-threads scrolls" data-pane tabindex="-1">
      <header class="my-threads-head">
        <a class="icon-button my-threads-back" href="/" aria-label={t('backToRooms')}>
          <ArrowLeft class="mirrors" size={20} />
        </a>
        <h1>{t('mine')}</h1>
      </header>
      <p class="my-threads-about">{shown().length > 0 ? t('mineAbout') : t('noThreads')}</p>
      <ul class="plain my-threads-list" aria-label={t('mine')}>
        <For each={shown()}>{(thread) => <Thread thread={thread} room={rooms().get(thread.room) ?? ''} />}</For>
      </ul>
    </main>
  )
}

function Thread(props: { thread: MyThread; room: string }) {
  const now = useNow()
  const { thread } = props
  const words = () => {
    if (thread.blocked) return timeline('blocked')
    switch (thread.state) {
      case 'here':
        return capMarks(thread.text)
      case 'erased':
        return t('rootErased')
      case 'not-here':
        return t('rootNotHere')
    }
  }
  return (
    <li>
      <a class="my-thread" classList={{ unread: thread.unread > 0 }} href={`/r/${thread.room}/t/${thread.root}`}>
        <span class="my-thread-line">
          <bdi class="my-thread-room one-line">{capMarks(props.room)}</bdi>
          <time class="my-thread-time">{shortTime(thread.last.time, now())}</time>
        </span>
        <bdi class="my-thread-root" classList={{ quiet: thread.state !== 'here' || thread.blocked }}>
          {words()}
        </bdi>
        <span class="my-thread-line">
          <span class="my-thread-last one-line">
            {t('lastBy', capMarks(thread.last.author), capMarks(thread.last.text))}
          </span>
          <Show when={thread.unread > 0}>
            <span class="my-thread-unread">{t('unreadReplies', thread.unread)}</span>
          </Show>
        </span>
      </a>
    </li>
  )
}
