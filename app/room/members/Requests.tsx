import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/members.ts'
import { t as refusals } from '../../words/refusals.ts'
import type { RequestView, RoomView } from '../model/RoomView.ts'
import { PersonLine } from './PersonLine.tsx'

/** Requests to join, shown to those who may answer them. */
export function Requests(props: { room: RoomView }) {
  const shown = () => props.room.requests().filter(({ user }) => props.room.may('answer', user))
  return (
    <Show when={shown().length > 0}>
      <h3 class="members-title">
        {t('requests')} <span>{shown().length}</span>
      </h3>
      <ul class="plain">
        <Keyed each={shown()} by={({ user }) => user}>
          {(request) => <RequestItem room={props.room} request={request()} />}
        </Keyed>
      </ul>
    </Show>
  )
}

function RequestItem(props: { room: RoomView; request: RequestView }) {
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const isAnswered = () =>
    props.room.waiting().some((command) => command.do === 'answer' && command.user === props.request.user)
  const answer = async (yes: boolean) =>
    setRefused(await props.room.act({ do: 'answer', user: props.request.user, let: yes }))
  return (
    <li class="request">
      <PersonLine person={props.request} />
      <Show when={props.request.note}>
        <p class="request-note" dir="auto">
          {capMarks(props.request.note)}
        </p>
      </Show>
      <Show when={refused()}>{(code) => <p role="alert">{refusals(`why.${code()}`)}</p>}</Show>
      <div class="request-acts">
        <button
          type="button"
          class="button slim"
          aria-label={t('declineLabel', props.request.name)}
          disabled={isAnswered()}
          onClick={() => void answer(false)}
        >
          {t('decline')}
        </button>
        <button
          type="button"
          class="button slim main"
          aria-label={t('acceptLabel', props.request.name)}
          disabled={isAnswered()}
          onClick={() => void answer(true)}
        >
          {t('accept')}
        </button>
      </div>
    </li>
  )
}
