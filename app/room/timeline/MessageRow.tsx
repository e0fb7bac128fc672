import { Show } from 'solid-js'
import { PersonLink } from '../../people/PersonLink.tsx'
import { Arriving } from '../../status/Arriving.tsx'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { part } from '../../ui/reactive/part.ts'
import { clockTime, wholeTime } from '../../ui/text/times.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import { t as acts } from '../../words/message.ts'
import { t as threads } from '../../words/thread.ts'
import { t } from '../../words/timeline.ts'
import type { Acting } from '../message/acting.ts'
import { quoteText } from '../message/Quote.tsx'
import { said as wordsOf } from '../model/markdown.ts'
import type { MessageView } from '../model/RoomView.ts'
import { AfterText, BeforeText, hasAfterText, hasBeforeText } from './AroundText.tsx'
import { LongText } from './LongText.tsx'
import { MentionsContext } from './Mentions.tsx'
import { MessageText } from './MessageText.tsx'
import type { MessageRow as Row } from './rows.ts'
import { SendMark } from './SendMark.tsx'
import './message.css'

const ActsBar = part(() => import('../message/ActsBar.tsx'))

export function MessageRow(props: {
  row: Row
  active: boolean
  acting: Acting
  /** It is marked for a moment, because the person was led to it. */
  flashed: boolean
  /** Shows the bar with acts. */
  withBar: boolean
}) {
  const message = () => props.row.message
  return (
    <article
      class="message"
      classList={{
        leads: props.row.leads,
        forged: message().signature === 'forged',
        pending: message().state.name === 'device',
        selected: props.acting.isSelected(message().name),
        flashed: props.flashed,
        'to-me': message().mentionsMe,
      }}
      aria-label={label(message(), props.acting.isSelected(message().name))}
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
        <Show when={hasBeforeText(message(), props.acting)}>
          <BeforeText message={message()} active={props.active} acting={props.acting} />
        </Show>
        <LongText name={message().name} text={message().text}>
          <MentionsContext.Provider
            value={{
              get message() {
                return message()
              },
              room: props.acting.room,
              get active() {
                return props.active
              },
            }}
          >
            <MessageText text={message().text} imported={message().imported} author={message().author} />
          </MentionsContext.Provider>
        </LongText>
        <Show when={hasAfterText(message(), props.acting)}>
          <AfterText message={message()} active={props.active} acting={props.acting} />
        </Show>
      </div>
      <SendMark message={message()} />
      <Show when={props.withBar}>
        <Arriving missing={() => null}>
          <ActsBar message={message()} acting={props.acting} />
        </Arriving>
      </Show>
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

function label(message: MessageView, isSelected: boolean): string {
  const said = [
    ...(isSelected ? [acts('selected')] : []),
    isolated(message.author),
    clockTime(message.time),
    wordsOf(message),
  ]
  if (message.mentionsMe) said.push(t('mentionsYou'))
  if (message.re) said.push(quoteText(message.re))
  if (message.replies) said.push(threads('replies', message.replies.count))
  if (message.pinned) said.push(acts('pinned'))
  if (message.imported) said.push(t('imported'))
  if (message.editedAt !== null) said.push(t('edited'))
  if (message.late) said.push(t('sentLate'))
  if (message.signature === 'forged') said.push(t('forgedInLabel'))
  if (message.own && message.state.name !== 'relay') said.push(t(`sent.${message.state.name}`))
  else if (message.waiting) said.push(acts('changeWaits'))
  return said.join(', ')
}
