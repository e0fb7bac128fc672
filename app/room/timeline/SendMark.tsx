import Check from 'lucide-solid/icons/check'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import Clock from 'lucide-solid/icons/clock'
import { Match, Switch } from 'solid-js'
import { t } from '../../words/timeline.ts'
import type { MessageView } from '../model/RoomView.ts'

/** Whether an own message was sent. Every message keeps space for the mark, so that nothing moves when it changes. */
export function SendMark(props: { message: MessageView }) {
  const state = () => (props.message.own ? props.message.state.name : null)
  const words = () => {
    const name = state()
    return name ? t(`sent.${name}`) : undefined
  }
  return (
    <span class="send-mark" classList={{ [state() ?? 'none']: true }} title={words()} aria-hidden="true">
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
    </span>
  )
}
