import { Match, Show, Switch } from 'solid-js'
import { doorTo } from '../account/signInLinks.ts'
import { Page } from '../ui/page/Page.tsx'
import { t as common } from '../words/common.ts'
import { t } from '../words/room.ts'
import { AskToBeLetIn } from './AskToBeLetIn.tsx'
import { NotSent } from './composer/NotSent.tsx'
import type { GoneReason, RoomView } from './model/RoomView.ts'

/** Says why a room does not open and what the person can do. */
export function Gone(props: { why: GoneReason; room: RoomView }) {
  const here = () => `/r/${props.room.id}`
  const mayAsk = () => props.why === 'not-yours' && props.room.may('request')
  return (
    <Page
      title={t(`gone.${props.why}.title`)}
      acts={
        <Switch
          fallback={
            <a class="button" classList={{ main: !mayAsk() }} href="/">
              {common('back')}
            </a>
          }
        >
          <Match when={props.why === 'signed-out'}>
            <a class="button main" href={doorTo('sign-in', here())}>
              {common('signIn')}
            </a>
            <a class="button" href="/">
              {t('publicRooms')}
            </a>
          </Match>
        </Switch>
      }
    >
      <p>{t(`gone.${props.why}.text`)}</p>
      <Show when={mayAsk()}>
        <AskToBeLetIn room={props.room.id} />
      </Show>
      <NotSent room={props.room} sendable={false} />
    </Page>
  )
}
