import CircleAlert from 'lucide-solid/icons/circle-alert'
import Pin from 'lucide-solid/icons/pin'
import { createMemo, Show } from 'solid-js'
import { Arriving } from '../../status/Arriving.tsx'
import { part } from '../../ui/reactive/part.ts'
import { wholeTime } from '../../ui/text/times.ts'
import { t as acts } from '../../words/message.ts'
import { t as refusals } from '../../words/refusals.ts'
import { t } from '../../words/timeline.ts'
import type { Acting } from '../message/acting.ts'
import { Quote } from '../message/Quote.tsx'
import { Reactions } from '../message/Reactions.tsx'
import type { MessageView } from '../model/RoomView.ts'
import { InThread, ThreadLine } from '../thread/ThreadLine.tsx'

const Forwarded = part(() => import('../forward/Forwarded.tsx'))
const PollBody = part(() => import('../poll/PollBody.tsx'))

interface Around {
  message: MessageView
  active: boolean
  acting: Acting
}

/** Most messages have nothing but text, and a list that scrolls fast asks two questions of them, not ten. */
export const hasBeforeText = (message: MessageView, acting: Acting): boolean =>
  isInThread(message, acting) || message.re !== null || message.forward !== null

export const hasAfterText = (message: MessageView, acting: Acting): boolean =>
  message.poll !== null ||
  hasNote(message) ||
  message.signature === 'forged' ||
  message.state.name === 'refused' ||
  message.reactions.length > 0 ||
  (isRootShown(acting) && message.replies !== null)

const isInThread = ({ thread }: MessageView, { inThread }: Acting): boolean => thread !== null && !inThread

const hasNote = ({ editedAt, late, pinned }: MessageView): boolean => editedAt !== null || late || pinned !== null

const isRootShown = ({ inThread, room }: Acting): boolean => !inThread && room.threadsShown() === 'folded'

/** What a message answers or passes on. */
export function BeforeText(props: Around) {
  return (
    <>
      <Show when={isInThread(props.message, props.acting)}>
        <InThread message={props.message} active={props.active} acting={props.acting} />
      </Show>
      <Show when={props.message.re}>
        {(quote) => <Quote quote={quote()} active={props.active} acting={props.acting} />}
      </Show>
      <Show when={props.message.forward}>
        {(forward) => (
          <Arriving missing={() => null}>
            <Forwarded forward={forward()} active={props.active} />
          </Arriving>
        )}
      </Show>
    </>
  )
}

/** A message's poll, notes about it, and what others answered. */
export function AfterText(props: Around) {
  return (
    <>
      <Show when={props.message.poll}>
        {(poll) => (
          <Arriving missing={() => null}>
            <PollBody message={props.message} poll={poll()} active={props.active} acting={props.acting} />
          </Arriving>
        )}
      </Show>
      <Asides message={props.message} active={props.active} acting={props.acting} />
      <Show when={props.message.reactions.length > 0}>
        <Reactions message={props.message} active={props.active} acting={props.acting} />
      </Show>
      <Show when={isRootShown(props.acting) && props.message.replies}>
        {(replies) => (
          <ThreadLine root={props.message.name} replies={replies()} active={props.active} acting={props.acting} />
        )}
      </Show>
    </>
  )
}

/** Notes and warnings about a message, below its text. */
function Asides(props: Around) {
  const refused = createMemo(() => {
    const state = props.message.state
    return state.name === 'refused' ? state.code : null
  })
  return (
    <>
      <Show when={hasNote(props.message)}>
        <p class="message-aside">
          <Show when={props.message.pinned}>{(pinned) => <Pinned by={pinned().by} acting={props.acting} />}</Show>
          <Show when={props.message.editedAt !== null}>
            <Edited message={props.message} active={props.active} acting={props.acting} />
          </Show>
          <Show when={props.message.late}>
            <span>{t('sentLate')}</span>
          </Show>
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

function Pinned(props: { by: string; acting: Acting }) {
  const isYou = () => props.acting.room.members().some(({ you, user }) => you && user === props.by)
  return (
    <span class="message-pinned">
      <Pin size={12} />
      {isYou() ? acts('pinnedByYou') : acts('pinnedBy', props.acting.room.nameOf(props.by))}
    </span>
  )
}

/** Opens the earlier texts. */
function Edited(props: Around) {
  return (
    <button
      type="button"
      class="message-edited"
      tabindex={props.active ? 0 : -1}
      title={acts('editedAt', wholeTime(props.message.editedAt ?? 0))}
      aria-label={acts('editedLabel')}
      onClick={({ currentTarget }) => void props.acting.perform('history', props.message, currentTarget)}
    >
      {t('edited')}
    </button>
  )
}
