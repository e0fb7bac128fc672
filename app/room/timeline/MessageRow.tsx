import CircleAlert from 'lucide-solid/icons/circle-alert'
import { createMemo, Show } from 'solid-js'
import { PersonLink } from '../../people/PersonLink.tsx'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { clockTime, wholeTime } from '../../ui/text/times.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import { t as refusals } from '../../words/refusals.ts'
import { t } from '../../words/timeline.ts'
import { inWords } from '../model/markdown.ts'
import type { MessageView } from '../model/RoomView.ts'
import { LongText } from './LongText.tsx'
import { MessageText } from './MessageText.tsx'
import type { MessageRow as Row } from './rows.ts'
import { SendMark } from './SendMark.tsx'
import './message.css'

export function MessageRow(props: { row: Row; active: boolean }) {
  const message = () => props.row.message
  return (
    <article
      class="message"
      classList={{
        leads: props.row.leads,
        forged: message().signature === 'forged',
        pending: message().state.name === 'device',
      }}
      aria-label={label(message())}
      tabindex={props.active ? 0 : -1}
      data-key={props.row.key}
    >
      <div class="message-gutter">
        <Show when={props.row.leads} fallback={<Time at={message().time} />}>
          <PersonLink user={message().user} class="message-face" label={isolated(message().author)}>
            <Avatar
              id={message().user ?? message().author}
              name={message().author}
              picture={message().picture}
              nobody={message().nobody}
            />
          </PersonLink>
        </Show>
      </div>
      <div class="message-body">
        <Show when={props.row.leads}>
          <header class="message-head">
            <PersonLink
              user={message().user}
              class={`message-author ${/@[\w.-]+$/.test(message().author) ? 'whole' : 'one-line'}`}
              focusable={props.active}
            >
              <bdi>{capMarks(message().author)}</bdi>
            </PersonLink>
            <Time at={message().time} />
            <Show when={message().imported}>
              <span class="message-tag" title={t('importedTitle')}>
                {t('imported')}
              </span>
            </Show>
          </header>
        </Show>
        <LongText name={message().name} text={message().text}>
          <MessageText text={message().text} imported={message().imported} />
        </LongText>
        <Asides message={message()} />
      </div>
      <SendMark message={message()} />
    </article>
  )
}

function Time(props: { at: number }) {
  return (
    <time class="message-time" datetime={new Date(props.at).toISOString()} title={wholeTime(props.at)}>
      {clockTime(props.at)}
    </time>
  )
}

/** Notes and warnings about a message, below its text. */
function Asides(props: { message: MessageView }) {
  const refused = createMemo(() => {
    const state = props.message.state
    return state.name === 'refused' ? state.code : null
  })
  return (
    <>
      <Show when={props.message.editedAt !== null || props.message.late}>
        <p class="message-aside">
          {[props.message.editedAt !== null && t('edited'), props.message.late && t('sentLate')]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </Show>
      <Show when={props.message.signature === 'forged'}>
        <p class="message-warning">
          <CircleAlert size={14} />
          {t('forged')}
        </p>
      </Show>
      <Show when={refused()}>
        {(code) => (
          <p class="message-warning">
            <CircleAlert size={14} />
            {t('refused', refusals(`why.${code()}`))}
          </p>
        )}
      </Show>
    </>
  )
}

function label(message: MessageView): string {
  const said = [isolated(message.author), clockTime(message.time), inWords(message.text, message.imported)]
  if (message.imported) said.push(t('imported'))
  if (message.editedAt !== null) said.push(t('edited'))
  if (message.late) said.push(t('sentLate'))
  if (message.signature === 'forged') said.push(t('forgedInLabel'))
  if (message.own && message.state.name !== 'relay') said.push(t(`sent.${message.state.name}`))
  return said.join(', ')
}
