import { createSignal, Match, Show, Switch } from 'solid-js'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { useAccount } from '../account/model/AccountView.ts'
import { doorTo } from '../account/signInLinks.ts'
import { t as common } from '../words/common.ts'
import { t as refusals } from '../words/refusals.ts'
import { t } from '../words/room.ts'
import type { RoomView } from './model/RoomView.ts'

/** Shown in place of the composer to people who can only read. */
export function HowToJoin(props: { room: RoomView }) {
  const account = useAccount()
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const here = () => `/r/${props.room.id}`
  const join = async () => setRefused(await props.room.act({ do: 'join' }))
  return (
    <aside class="how-to-join" aria-label={t('howToJoin')}>
      <Switch fallback={<p>{t('readOnly')}</p>}>
        <Match when={props.room.archived() !== null}>
          <Archived room={props.room} />
        </Match>
        <Match when={account.state().name === 'signed-out'}>
          <p>{t('readingAsGuest')}</p>
          <div class="how-to-join-acts">
            <a class="button" href={doorTo('sign-in', here())}>
              {common('signIn')}
            </a>
            <Show when={account.registration() !== 'closed'}>
              <a class="button main" href={doorTo('sign-up', here())}>
                {common('createAccount')}
              </a>
            </Show>
          </div>
        </Match>
        <Match when={props.room.judge('join') === 'too-many'}>
          <p>{t('joinedTooOften')}</p>
        </Match>
        <Match when={props.room.may('join')}>
          <p role="status">{whyJoin(refused())}</p>
          <button type="button" class="button main" onClick={join}>
            {t('join')}
          </button>
        </Match>
      </Switch>
    </aside>
  )
}

const whyJoin = (refused: RefusalCode | null) => (refused ? refusals(`why.${refused}`) : t('whyJoin'))

function Archived(props: { room: RoomView }) {
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const openAgain = async () => setRefused(await props.room.act({ do: 'archive', on: false }))
  return (
    <>
      <p role="status">{refusals(`why.${refused() ?? 'archived'}`)}</p>
      <Show when={props.room.may('archive')}>
        <button type="button" class="button" onClick={openAgain}>
          {t('unarchive')}
        </button>
      </Show>
    </>
  )
}
