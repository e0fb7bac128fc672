import { useLocation } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import type { RefusedActView } from '../lobby/model/LobbyView.ts'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { useOwn } from '../lobby/model/ownContext.ts'
import { NamelessRoom } from '../lobby/new/NamelessRoom.tsx'
import { Arriving } from '../status/Arriving.tsx'
import { useStatus } from '../status/useStatus.ts'
import { part } from '../ui/reactive/part.ts'
import { Rich } from '../ui/text/Rich.tsx'
import { sayRefused } from '../ui/text/sayRefused.ts'
import { t as common } from '../words/common.ts'
import { capMarks, isolated } from '../words/marks.ts'
import { t } from '../words/shell.ts'
import { DemoBar } from './DemoBar.tsx'

const Reminders = part(() => import('../lobby/own/Reminders.tsx'))

/**
 * Slim bars at the top for things that a person should know or can act on. They never block the page, and usually there
 * are none.
 */
export default function Bars() {
  return (
    <div class="bars">
      <StorageBar />
      <BarrierBar />
      <SignInBar />
      <RefusedBars />
      <UpdateBar />
      <DueReminders />
      <DemoBar />
    </div>
  )
}

function DueReminders() {
  const own = useOwn()
  return (
    <Show when={own.opened()}>
      {(own) => (
        <Show when={own().saved.due().length > 0}>
          <Arriving missing={() => null}>
            <Reminders own={own()} />
          </Arriving>
        </Show>
      )}
    </Show>
  )
}

function StorageBar() {
  const status = useStatus()
  return (
    <Show when={status.storage()}>
      {(trouble) => (
        <div class="bar caution" role="alert">
          <p>{t(`storage.${trouble()}`)}</p>
          <Show
            when={trouble() === 'evicted'}
            fallback={
              <button type="button" class="button slim" onClick={() => location.reload()}>
                {t('reload')}
              </button>
            }
          >
            <button type="button" class="button slim" onClick={() => status.dismissStorage()}>
              {common('dismiss')}
            </button>
          </Show>
        </div>
      )}
    </Show>
  )
}

function BarrierBar() {
  const status = useStatus()
  return (
    <Show when={status.barrier()}>
      {(barrier) => (
        <div class="bar caution" role="alert">
          <p>{t(`barrier.${barrier()}`)}</p>
          <button type="button" class="button slim" onClick={() => status.tryNow()}>
            {common('tryNow')}
          </button>
        </div>
      )}
    </Show>
  )
}

function SignInBar() {
  const account = useAccount()
  const location = useLocation()
  const out = () => {
    const state = account.state()
    return state.name === 'signed-in' && location.pathname !== '/sign-in' ? state.out : null
  }
  return (
    <Show when={out()}>
      {(reason) => (
        <div class="bar" role="status">
          <p>{t(`signedOut.${reason()}`)}</p>
          <Show
            when={reason() === 'ended' || reason() === 'deleted'}
            fallback={
              <Show
                when={reason() === 'unknown'}
                fallback={
                  <a class="button slim" href={`/sign-in?to=${encodeURIComponent(location.pathname)}`}>
                    {t('signInAgain')}
                  </a>
                }
              >
                <a class="button slim" href="/sign-up">
                  {common('createAccount')}
                </a>
              </Show>
            }
          >
            <button type="button" class="button slim" onClick={() => void account.signOut('here')}>
              {common('signOut')}
            </button>
          </Show>
        </div>
      )}
    </Show>
  )
}

/** Acts that were done offline and then refused by the relay. */
function RefusedBars() {
  const lobby = useLobby()
  const account = useAccount()
  const undone = ({ did, user }: RefusedActView) => {
    const name = did === 'add' ? lobby.people().find((person) => person.user === user)?.name : undefined
    return name ? t('notAdded', isolated(name)) : t(`undone.${did}`)
  }
  return (
    <For each={lobby.refused()}>
      {(act) => (
        <Show when={!(act.did === 'make' && act.code === 'name-taken')} fallback={<NamelessRoom act={act} />}>
          <div class="bar" role="status">
            <p>
              <Show when={act.name} fallback={undone(act)}>
                <Rich
                  text={t('undoneIn')}
                  with={{ room: <bdi>{capMarks(act.name)}</bdi>, undone: <>{undone(act)}</> }}
                />
              </Show>{' '}
              {sayRefused(act.code, act.did, account.relay()?.roomsADay ?? null)}
            </p>
            <div class="bar-acts">
              <Show when={act.hasWords}>
                <a class="button slim" href={`/r/${act.room}`}>
                  {t('whatYouWrote')}
                </a>
              </Show>
              <button type="button" class="button slim" onClick={() => void lobby.dismiss(act.id)}>
                {common('dismiss')}
              </button>
            </div>
          </div>
        </Show>
      )}
    </For>
  )
}

function UpdateBar() {
  const status = useStatus()
  const [later, setLater] = createSignal(false)
  return (
    <Show when={status.updateReady() && !later()}>
      <div class="bar" role="status">
        <p>{t('update')}</p>
        <div class="bar-acts">
          <button type="button" class="button slim" onClick={() => setLater(true)}>
            {t('later')}
          </button>
          <button type="button" class="button slim main" onClick={() => status.applyUpdate()}>
            {t('updateNow')}
          </button>
        </div>
      </div>
    </Show>
  )
}
