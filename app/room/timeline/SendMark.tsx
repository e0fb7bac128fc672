import Check from 'lucide-solid/icons/check'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import Clock from 'lucide-solid/icons/clock'
import { Match, Show, Switch } from 'solid-js'
import { t as acts } from '../../words/message.ts'
import { t } from '../../words/timeline.ts'
import type { MessageView } from '../model/RoomView.ts'

/** Whether an own message was sent. Every message keeps space for the mark, so that nothing moves when it changes. */
export function SendMark(props: { message: MessageView }) {
  const sent = () => (props.message.own ? props.message.state.name : null)
  /** An act on a message that was sent, such as a reaction, waits as a message does. */
  const isWaiting = () => props.message.waiting && sent() !== 'device' && sent() !== 'refused'
  const state = () => (isWaiting() ? 'device' : sent())
  const words = () => {
    if (isWaiting()) return acts('changeWaits')
    const name = state()
    return name ? t(`sent.${name}`) : undefined
  }
  return (
    <span class="send-mark" classList={{ [state() ?? 'none']: true }} title={words()} aria-hidden="true">
      <Show when={state()}>
        <Switch>
          <Match when={state() === 'device'}>
            <Clock size={13} />
          </Match>
          <Match when={state() === 'relay'}>
            <Check size={13} />
          </Match>
          <Match when={state() === 'refused'}>
            <CircleAlert size={14} />
          </Match>
        </Switch>
      </Show>
    </span>
  )
}
