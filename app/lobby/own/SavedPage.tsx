import { createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import type { SavedMessage } from '../../own/savedMessages.ts'
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
import { RemindDialog } from './RemindDialog.tsx'
import { createRoomNames } from './roomNames.ts'

/** `/saved`: the messages that a person saved for later, across rooms. */
export default function SavedPage() {
  const own = useOwnThings()
  const [reminding, setReminding] = createSignal<SavedMessage | null>(null)
  return (
    <OwnPage title={t('saved')}>
      <Show when={own()} keyed>
        {(own) => (
          <Show when={own.saved.all().length > 0} fallback={<p class="own-empty">{t('noSaved')}</p>}>
            <ul class="plain">
              <Keyed each={own.saved.all()} by={({ room, name }) => `${room}/${name}`}>
                {(saved) => <SavedItem of={saved()} own={own} onRemind={() => setReminding(saved())} />}
              </Keyed>
            </ul>
          </Show>
        )}
      </Show>
      <Show when={reminding()}>
        {(saved) => (
          <RemindDialog
            at={saved().remindAt}
            onPick={(at) => {
              void own()?.saved.remind(saved(), at)
              setReminding(null)
            }}
            onClose={() => setReminding(null)}
          />
        )}
      </Show>
    </OwnPage>
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
