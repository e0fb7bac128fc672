import { For, onCleanup } from 'solid-js'
import { cutTo } from '../../../shared/graphemes.ts'
import type { SavedMessage } from '../../own/savedMessages.ts'
import { inWords } from '../../room/model/markdown.ts'
import { useNow } from '../../ui/reactive/useNow.ts'
import { momentsFrom } from '../../ui/text/moments.ts'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/own.ts'
import type { OwnThings } from '../model/ownThings.ts'

const shown = 3
const longest = 120

/** Bars for the reminders that are due. Dismissing one dismisses it on all devices. */
export default function Reminders(props: { own: OwnThings }) {
  const { notes, saved } = props.own
  return (
    <>
      <For each={notes.due().slice(0, shown)}>
        {(note) => (
          <Bar
            words={note.text}
            href={`/r/${note.room}`}
            onLater={(at) => void notes.remind(note, at)}
            onDone={() => void notes.drop(note)}
          />
        )}
      </For>
      <For each={saved.due().slice(0, shown)}>{(message) => <SavedBar of={message} own={props.own} />}</For>
    </>
  )
}

function SavedBar(props: { of: SavedMessage; own: OwnThings }) {
  const found = props.own.lookUp(props.of)
  onCleanup(found.close)
  const words = () => {
    const { author, text, imported } = found.now()
    return text ? `${author}: ${inWords(text, imported)}` : t('aMessage')
  }
  const remind = (at: number | null) => void props.own.saved.remind(props.of, at)
  return (
    <Bar words={words()} href={`/r/${props.of.room}/m/${props.of.name}`} onLater={remind} onDone={() => remind(null)} />
  )
}

function Bar(props: { words: string; href: string; onLater: (at: number) => void; onDone: () => void }) {
  const now = useNow()
  return (
    <div class="bar" role="status">
      <p>
        <Rich text={t('reminder')} with={{ message: <bdi>{cutTo(props.words, longest)}</bdi> }} />
      </p>
      <span class="bar-acts">
        <a class="button slim" href={props.href} onClick={() => props.onDone()}>
          {t('open')}
        </a>
        <button type="button" class="button slim" onClick={() => props.onLater(momentsFrom(now()).hour)}>
          {t('inAnHour')}
        </button>
        <button type="button" class="button slim" onClick={() => props.onDone()}>
          {common('dismiss')}
        </button>
      </span>
    </div>
  )
}
