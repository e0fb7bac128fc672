import { createSignal, For, Show } from 'solid-js'
import { t } from '../../words/moments.ts'
import { useNow } from '../reactive/useNow.ts'
import { type Moment, momentsFrom } from '../text/moments.ts'
import { dayAndTime } from '../text/times.ts'
import './moment-field.css'

const offered: readonly Moment[] = ['hour', 'tomorrow', 'week']

/** A choice of a time to come: one that people often choose, or any. */
export function MomentField(props: { onPick: (at: number) => void }) {
  const now = useNow()
  const moments = () => momentsFrom(now())
  const [picked, setPicked] = createSignal('')
  const [isPast, setIsPast] = createSignal(false)
  const pick = (event: Event) => {
    event.preventDefault()
    const at = new Date(picked()).getTime()
    setIsPast(!(at > now()))
    if (at > now()) props.onPick(at)
  }
  return (
    <>
      <ul class="plain moments">
        <For each={offered}>
          {(moment) => (
            <li>
              <button type="button" class="button moment" onClick={() => props.onPick(moments()[moment])}>
                {t(`moments.${moment}`)}
                <span class="moment-time">{dayAndTime(moments()[moment])}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <form class="moment-form" onSubmit={pick}>
        <label>
          {t('pick')}
          <input
            type="datetime-local"
            class="text-input"
            required
            value={picked()}
            onInput={(event) => setPicked(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          {t('choose')}
        </button>
        <Show when={isPast()}>
          <p class="field-error" role="alert">
            {t('past')}
          </p>
        </Show>
      </form>
    </>
  )
}
