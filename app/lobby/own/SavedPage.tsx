import { createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import type { Note } from '../../own/notes.ts'
import type { SavedMessage } from '../../own/savedMessages.ts'
import { RemindDialog } from '../../room/later/RemindDialog.tsx'
import { inWords } from '../../room/model/markdown.ts'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { useNow } from '../../ui/reactive/useNow.ts'
import { dayAndTime, shortTime } from '../../ui/text/times.ts'
import { t as common } from '../../words/common.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/own.ts'
import type { OwnThings } from '../model/ownThings.ts'
import { useOwnThings } from '../model/useOwnThings.ts'
import { OwnPage } from './OwnPage.tsx'
import { createRoomNames } from './roomNames.ts'

/** One of them. */
interface Reminding {
  saved?: SavedMessage
  note?: Note
}

/** `/saved`: what a person wants to be reminded of, and the messages that they saved for later, across rooms. */
export default function SavedPage() {
  const own = useOwnThings()
  const [reminding, setReminding] = createSignal<Reminding | null>(null)
  return (
    <OwnPage title={t('saved')}>
      <Show when={own()} keyed>
        {(own) => (
          <Show
            when={own.saved.all().length + own.notes.all().length > 0}
            fallback={<p class="own-empty">{t('noSaved')}</p>}
          >
            <ul class="plain">
              <Keyed each={own.notes.all()} by={({ id }) => id}>
                {(note) => <NoteItem of={note()} own={own} onRemind={() => setReminding({ note: note() })} />}
              </Keyed>
              <Keyed each={own.saved.all()} by={({ room, name }) => `${room}/${name}`}>
                {(saved) => <SavedItem of={saved()} own={own} onRemind={() => setReminding({ saved: saved() })} />}
              </Keyed>
            </ul>
          </Show>
        )}
      </Show>
      <Show when={reminding()} keyed>
        {({ saved, note }) => (
          <RemindDialog
            at={saved?.remindAt ?? null}
            onPick={(at) => {
              if (saved) void own()?.saved.remind(saved, at)
              if (note && at !== null) void own()?.notes.remind(note, at)
              setReminding(null)
            }}
            onClose={() => setReminding(null)}
          />
        )}
      </Show>
    </OwnPage>
  )
}

function NoteItem(props: { of: Note; own: OwnThings; onRemind: () => void }) {
  const now = useNow()
  const nameOf = createRoomNames()
  return (
    <li class="own-item">
      <a class="own-item-link" href={`/r/${props.of.room}`}>
        <span class="own-item-head">
          <b class="one-line">{t('yourReminder')}</b>
          <span class="one-line">
            <bdi>{capMarks(nameOf(props.of.room))}</bdi>
          </span>
          <time>{shortTime(props.of.at, now())}</time>
        </span>
        <span class="own-item-text" dir="auto">
          {props.of.text}
        </span>
      </a>
      <span class="own-item-acts">
        <button type="button" class="button slim" onClick={() => props.onRemind()}>
          {t('remindsAt', dayAndTime(props.of.remindAt))}
        </button>
        <button
          type="button"
          class="button slim"
          aria-label={t('removeReminder', props.of.text)}
          onClick={() => void props.own.notes.drop(props.of)}
        >
          {common('remove')}
        </button>
      </span>
    </li>
  )
}

function SavedItem(props: { of: SavedMessage; own: OwnThings; onRemind: () => void }) {
  const now = useNow()
  const nameOf = createRoomNames()
  const found = props.own.lookUp(props.of)
  onCleanup(found.close)
  return (
    <li class="own-item">
      <a class="own-item-link" href={`/r/${props.of.room}/m/${props.of.name}`}>
        <span class="own-item-head">
          <Show when={found.now().author}>
            <b class="one-line">
              <bdi>{capMarks(found.now().author)}</bdi>
            </b>
          </Show>
          <span class="one-line">
            <bdi>{capMarks(nameOf(props.of.room))}</bdi>
          </span>
          <time>{shortTime(found.now().time || props.of.at, now())}</time>
        </span>
        <span class="own-item-text" dir="auto">
          <Switch>
            <Match when={found.now().state === 'here'}>{inWords(found.now().text, found.now().imported)}</Match>
            <Match when={found.now().state === 'erased'}>{t('erased')}</Match>
            <Match when={found.now().state === 'not-here'}>{t('notHere')}</Match>
          </Switch>
        </span>
      </a>
      <span class="own-item-acts">
        <Show when={found.now().state !== 'erased'}>
          <button type="button" class="button slim" onClick={() => props.onRemind()}>
            <Show when={props.of.remindAt} fallback={t('remind')}>
              {(at) => t('remindsAt', dayAndTime(at()))}
            </Show>
          </button>
        </Show>
        <button
          type="button"
          class="button slim"
          aria-label={t('removeSavedFrom', found.now().author || nameOf(props.of.room))}
          onClick={() => void props.own.saved.drop(props.of)}
        >
          {common('remove')}
        </button>
      </span>
    </li>
  )
}
