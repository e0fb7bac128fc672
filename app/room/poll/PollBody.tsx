import CircleAlert from 'lucide-solid/icons/circle-alert'
import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js'
import { shortTime, wholeTime } from '../../ui/text/times.ts'
import { t as common } from '../../words/common.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/poll.ts'
import { t as refusals } from '../../words/refusals.ts'
import type { Acting } from '../message/acting.ts'
import { namesIn } from '../message/peopleIn.ts'
import type { MessageView, PollView } from '../model/RoomView.ts'
import { choicesAfter } from './choices.ts'
import './poll.css'

/** The options of a poll with their votes. Pressing one chooses it, and pressing it again takes the vote back. */
export default function PollBody(props: { message: MessageView; poll: PollView; active: boolean; acting: Acting }) {
  const { room } = props.acting
  const isOver = createOver(() => props.poll, room.now)
  const mayVote = () => !isOver() && props.message.acts.vote
  const choose = (at: number) =>
    void props.acting.settle(room.vote(props.message, choicesAfter(props.poll, at)), t('saved'))
  return (
    <fieldset class="poll" aria-label={t('poll')}>
      <p class="poll-about">
        {t('about', t(props.poll.many ? 'many' : 'one'), t(props.poll.named ? 'named' : 'unnamed'))}
      </p>
      <For each={props.poll.options}>
        {(option, at) => (
          <button
            type="button"
            class="poll-option"
            tabindex={props.active ? 0 : -1}
            aria-pressed={option.own}
            aria-disabled={!mayVote()}
            aria-label={t('option', option.text, option.votes)}
            onClick={() => mayVote() && choose(at())}
          >
            <span class="poll-bar" style={{ width: `${share(option.votes, props.poll.voters)}%` }} />
            <span class="poll-mark" classList={{ many: props.poll.many }} />
            <span class="poll-words">
              <bdi>{capMarks(option.text)}</bdi>
              <Show when={option.users.length > 0}>
                <span class="poll-names">{t('voters', namesIn(room, option.users))}</span>
              </Show>
            </span>
            <span class="poll-votes">{option.votes}</span>
          </button>
        )}
      </For>
      <p class="poll-about">
        {t('voted', props.poll.voters)}
        <Ending poll={props.poll} over={isOver()} acting={props.acting} />
      </p>
      <Show when={props.message.voteRefused}>
        {(code) => (
          <p class="message-warning" role="alert">
            <CircleAlert size={14} />
            {t('refused', refusals(`why.${code()}`))}
            <button
              type="button"
              class="poll-dismiss"
              tabindex={props.active ? 0 : -1}
              onClick={() => void room.dismissVote(props.message)}
            >
              {common('dismiss')}
            </button>
          </p>
        )}
      </Show>
    </fieldset>
  )
}

function Ending(props: { poll: PollView; over: boolean; acting: Acting }) {
  const words = () => {
    const { closed, closes } = props.poll
    if (closed) return t('closedBy', namesIn(props.acting.room, [closed.by])[0] ?? '')
    if (closes === null) return null
    return props.over ? t('closed') : t('closes', shownTime(closes, props.acting.room.now()))
  }
  return (
    <Show when={words()}>
      {(said) => (
        <>
          {' · '}
          <span>{said()}</span>
        </>
      )}
    </Show>
  )
}

/** The time alone is clear only for a poll that closes today. */
const shownTime = (closes: number, now: number): string =>
  shortTime(closes, closes) === shortTime(closes, now) &&
  new Date(closes).toDateString() === new Date(now).toDateString()
    ? shortTime(closes, now)
    : wholeTime(closes)

const share = (votes: number, voters: number): number => (voters === 0 ? 0 : Math.round((100 * votes) / voters))

/** Browser timers fail above about 24 days. */
const longestWaitMs = 24 * 60 * 60_000

/** Whether a poll has ended. It becomes true at its time. */
const createOver = (poll: () => PollView, now: () => number): (() => boolean) => {
  const [isOver, setOver] = createSignal(false)
  createEffect(() => {
    const { closes, closed } = poll()
    const look = (): ReturnType<typeof setTimeout> | undefined => {
      const left = closes === null ? Number.POSITIVE_INFINITY : closes - now()
      setOver(closed !== null || left <= 0)
      return left > 0 && left < longestWaitMs ? setTimeout(look, left) : undefined
    }
    const timer = look()
    onCleanup(() => clearTimeout(timer))
  })
  return isOver
}
