import { createSignal, For } from 'solid-js'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { startOfDay } from '../../ui/text/times.ts'
import { t } from '../../words/day.ts'
import type { Acting } from '../message/acting.ts'
import { dateOf, monthBefore, timeOf } from './days.ts'
import './jump-to-day.css'

/** Leads to the first message of a day. `from`: the day that is proposed at first; null for today. */
export default function JumpToDay(props: { from: number | null; acting: Acting }) {
  const { acting } = props
  const now = acting.room.now()
  const [date, setDate] = createSignal(dateOf(props.from ?? now))
  /** After the dialog has given the focus back: the message that is shown takes it. */
  const go = (lead: () => void) => {
    acting.closePanel()
    queueMicrotask(lead)
  }
  const toDay = (time: number) => go(() => acting.toDay(time))
  const submit = (event: Event) => {
    event.preventDefault()
    const time = timeOf(date())
    if (time !== null) toDay(time)
  }
  const offered = [
    ['week', () => toDay(startOfDay(now, -7))],
    ['month', () => toDay(monthBefore(now))],
    ['start', () => go(acting.toFirst)],
  ] as const
  const first = acting.room.began()
  return (
    <Dialog title={t('title')} onClose={acting.closePanel}>
      <form class="jump-to-day" onSubmit={submit}>
        <label>
          {t('date')}
          <input
            type="date"
            class="text-input"
            required
            min={first === null ? undefined : dateOf(first)}
            max={dateOf(now)}
            value={date()}
            onInput={(event) => setDate(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button main">
          {t('go')}
        </button>
      </form>
      <ul class="plain days-offered">
        <For each={offered}>
          {([name, lead]) => (
            <li>
              <button type="button" class="button slim" onClick={lead}>
                {t(`offered.${name}`)}
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  )
}
