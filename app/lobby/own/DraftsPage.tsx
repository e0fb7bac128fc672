import { createSignal, For, Show } from 'solid-js'
import type { ListedDraft } from '../../own/drafts.ts'
import type { LaterMessage } from '../../own/later.ts'
import { LaterItem } from '../../room/later/LaterItem.tsx'
import { inWords } from '../../room/model/markdown.ts'
import { useNow } from '../../ui/reactive/useNow.ts'
import { shortTime } from '../../ui/text/times.ts'
import { t as later } from '../../words/later.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/own.ts'
import { useLobby } from '../model/LobbyView.ts'
import { useOwnThings } from '../model/useOwnThings.ts'
import { OwnPage } from './OwnPage.tsx'
import { createRoomNames } from './roomNames.ts'

/** `/drafts`: what is typed and not sent, in all rooms. */
export default function DraftsPage() {
  const own = useOwnThings()
  const drafts = () => own()?.drafts.all() ?? []
  const waiting = () => own()?.later.all() ?? []
  const [deleted, setDeleted] = createSignal<ListedDraft | null>(null)
  const remove = (draft: ListedDraft) => {
    own()?.drafts.keep(draft, null)
    setDeleted(draft)
  }
  const undo = (draft: ListedDraft) => {
    own()?.drafts.keep(draft, draft.draft)
    setDeleted(null)
  }
  return (
    <OwnPage title={t('drafts')}>
      <p class="own-said" role="status">
        <Show when={deleted()}>
          {(draft) => (
            <>
              {t('draftDeleted')}
              <button type="button" class="button slim" onClick={() => undo(draft())}>
                {t('undo')}
              </button>
            </>
          )}
        </Show>
      </p>
      <Show when={waiting().length > 0}>
        <h2>{later('toSend')}</h2>
        <ul class="plain">
          <For each={waiting()}>{(message) => <Waiting of={message} />}</For>
        </ul>
        <h2>{t('drafts')}</h2>
      </Show>
      <Show when={drafts().length > 0} fallback={<p class="own-empty">{t('noDrafts')}</p>}>
        <ul class="plain">
          <For each={drafts()}>{(draft) => <DraftItem of={draft} onDelete={() => remove(draft)} />}</For>
        </ul>
      </Show>
    </OwnPage>
  )
}

function Waiting(props: { of: LaterMessage }) {
  const own = useOwnThings()
  const lobby = useLobby()
  const nameOf = createRoomNames()
  const personCalled = (user: string) => lobby.people().find((one) => one.user === user)?.name ?? ''
  return (
    <Show when={own()?.later}>
      {(later) => (
        <li class="own-item">
          <a class="own-item-link own-item-head" href={`/r/${props.of.room}`}>
            <b class="one-line">
              <bdi>{capMarks(nameOf(props.of.room))}</bdi>
            </b>
          </a>
          <div class="own-later">
            <LaterItem of={props.of} later={later()} nameOf={personCalled} />
          </div>
        </li>
      )}
    </Show>
  )
}

function DraftItem(props: { of: ListedDraft; onDelete: () => void }) {
  const now = useNow()
  const nameOf = createRoomNames()
  const room = () => nameOf(props.of.room)
  const kind = () => {
    if (props.of.draft.edit) return t('edit')
    if (props.of.draft.re) return t('reply')
    return props.of.thread ? t('inThread') : ''
  }
  const text = () => props.of.draft.edit?.text || props.of.draft.text
  return (
    <li class="own-item">
      <a class="own-item-link" href={`/r/${props.of.room}${props.of.thread ? `/t/${props.of.thread}` : ''}`}>
        <span class="own-item-head">
          <b class="one-line">
            <bdi>{capMarks(room())}</bdi>
          </b>
          <span>{kind()}</span>
          <time>{shortTime(props.of.at, now())}</time>
        </span>
        <span class="own-item-text" dir="auto">
          {inWords(text(), false)}
        </span>
      </a>
      <button
        type="button"
        class="button slim"
        aria-label={t('deleteDraftIn', room())}
        onClick={() => props.onDelete()}
      >
        {t('deleteDraft')}
      </button>
    </li>
  )
}
