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
  return <For each={props.own.saved.due().slice(0, shown)}>{(saved) => <Reminder of={saved} own={props.own} />}</For>
}

function Reminder(props: { of: SavedMessage; own: OwnThings }) {
  const now = useNow()
  const found = props.own.lookUp(props.of)
  onCleanup(found.close)
  const words = () => {
    const { author, text, imported } = found.now()
    return text ? `${author}: ${cutTo(inWords(text, imported), longest)}` : t('aMessage')
  }
  const remind = (at: number | null) => void props.own.saved.remind(props.of, at)
  return (
    <div class="bar" role="status">
      <p>
        <Rich text={t('reminder')} with={{ message: <bdi>{words()}</bdi> }} />
      </p>
      <span class="bar-acts">
        <a class="button slim" href={`/r/${props.of.room}/m/${props.of.name}`} onClick={() => remind(null)}>
          {t('open')}
        </a>
        <button type="button" class="button slim" onClick={() => remind(momentsFrom(now()).hour)}>
          {t('inAnHour')}
        </button>
        <button type="button" class="button slim" onClick={() => remind(null)}>
          {common('dismiss')}
        </button>
      </span>
    </div>
  )
}
