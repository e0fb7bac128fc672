import { createMemo, For, Show } from 'solid-js'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { shortTime } from '../../ui/text/times.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/thread.ts'
import type { Acting } from '../message/acting.ts'
import { inWords } from '../model/markdown.ts'
import type { MessageView, RepliesView } from '../model/RoomView.ts'
import type { MessageRow } from '../timeline/rows.ts'
import './thread-line.css'

/** The replies to a message in one line: who wrote last, how many, and when. Pressing it opens the thread. */
export function ThreadLine(props: {
  root: string
  replies: RepliesView
  /** Instead of the number of replies. */
  words?: string | undefined
  active: boolean
  acting: Acting
}) {
  const words = () => props.words ?? t('replies', props.replies.count)
  const now = () => props.acting.room.now()
  return (
    <button
      type="button"
      class="thread-line"
      tabindex={props.active ? 0 : -1}
      onClick={() => props.acting.toThread(props.root)}
    >
      <span class="thread-faces">
        <For each={props.replies.authors}>
          {({ user, author, picture, nobody }) => (
            <Avatar id={user ?? author} name={author} picture={picture} nobody={nobody} />
          )}
        </For>
      </span>
      <span class="thread-count">{words()}</span>
      <Show when={props.replies.unread > 0}>
        <span class="thread-new">{t('unread', props.replies.unread)}</span>
      </Show>
      <span class="thread-last one-line">{t('last', shortTime(props.replies.last, now()))}</span>
    </button>
  )
}

/** In place of a reply that is folded away while the message of its thread is not in the timeline. */
export function ThreadStub(props: { row: MessageRow; active: boolean; acting: Acting }) {
  const thread = () => props.row.message.thread ?? { name: '', segment: null }
  const replies = createMemo(() => props.acting.room.summaryOf(thread().name))
  const words = () => {
    const { state } = props.acting.room.rootOf(thread())
    if (state === 'erased') return t('repliesToErased', replies()?.count ?? 0)
    return state === 'here' ? undefined : t('elsewhere')
  }
  return (
    <article
      class="message thread-stub"
      aria-label={words() ?? t('open')}
      tabindex={props.active ? 0 : -1}
      data-key={props.row.key}
    >
      <Show when={replies()}>
        {(replies) => (
          <ThreadLine
            root={thread().name}
            replies={replies()}
            words={words()}
            active={props.active}
            acting={props.acting}
          />
        )}
      </Show>
    </article>
  )
}

/** Above a reply in the timeline: the message whose thread it is in. Pressing it opens the thread. */
export function InThread(props: { message: MessageView; active: boolean; acting: Acting }) {
  const root = createMemo(() => props.message.thread && props.acting.room.rootOf(props.message.thread))
  return (
    <Show when={root()}>
      {(root) => (
        <button
          type="button"
          class="thread-name one-line"
          tabindex={props.active ? 0 : -1}
          onClick={() => props.acting.toThread(root().name, props.message.name)}
        >
          {root().state === 'here' && !root().blocked
            ? t('inThread', capMarks(root().author), inWords(root().text, false))
            : t('elsewhere')}
        </button>
      )}
    </Show>
  )
}
