import { useLocation } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import type { RefusedActView } from '../lobby/model/LobbyView.ts'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { NamelessRoom } from '../lobby/new/NamelessRoom.tsx'
import { useStatus } from '../status/useStatus.ts'
import { sayRefused } from '../ui/sayRefused.ts'
import { sentences } from '../ui/sentences.ts'
import { capMarks, isolated } from '../words/marks.ts'
import { DemoBar } from './DemoBar.tsx'

/**
 * Slim bars at the top for things that a person should know or can act on. They never block the page, and usually there
 * are none.
 */
export function Bars() {
  return (
    <div class="bars">
      <StorageBar />
      <BarrierBar />
      <SignInBar />
      <RefusedBars />
      <UpdateBar />
      <DemoBar />
    </div>
  )
}

function StorageBar() {
  const status = useStatus()
  return (
    <Show when={status.storage()}>
      {(trouble) => (
        <div class="bar caution" role="alert">
          <p>{sentences.storage[trouble()]}</p>
          <Show
            when={trouble() === 'evicted'}
            fallback={
              <button type="button" class="button slim" onClick={() => location.reload()}>
                Reload
              </button>
            }
          >
            <button type="button" class="button slim" onClick={() => status.dismissStorage()}>
              Dismiss
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
          <p>{sentences.barrier[barrier()]}</p>
          <button type="button" class="button slim" onClick={() => status.tryNow()}>
            Try now
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
          <p>{sentences.signedOut[reason()]}</p>
          <Show
            when={reason() === 'ended' || reason() === 'deleted'}
            fallback={
              <Show
                when={reason() === 'unknown'}
                fallback={
                  <a class="button slim" href={`/sign-in?to=${encodeURIComponent(location.pathname)}`}>
                    Sign in again
                  </a>
                }
              >
                <a class="button slim" href="/sign-up">
                  Create account
                </a>
              </Show>
            }
          >
            <button type="button" class="button slim" onClick={() => void account.signOut('here')}>
              Sign out
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
    return name ? `${isolated(name)} wasn’t added.` : sentences.undone[did]
  }
  return (
    <For each={lobby.refused()}>
      {(act) => (
        <Show when={!(act.did === 'make' && act.code === 'name-taken')} fallback={<NamelessRoom act={act} />}>
          <div class="bar" role="status">
            <p>
              <Show when={act.name}>
                <bdi>“{capMarks(act.name)}”</bdi>:{' '}
              </Show>
              {undone(act)} {sayRefused(act.code, act.did, account.relay()?.roomsADay ?? null)}
            </p>
            <div class="bar-acts">
              <Show when={act.hasWords}>
                <a class="button slim" href={`/r/${act.room}`}>
                  What you wrote
                </a>
              </Show>
              <button type="button" class="button slim" onClick={() => void lobby.dismiss(act.id)}>
                Dismiss
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
        <p>A new version of Yabber is ready.</p>
        <div class="bar-acts">
          <button type="button" class="button slim" onClick={() => setLater(true)}>
            Later
          </button>
          <button type="button" class="button slim main" onClick={() => status.applyUpdate()}>
            Update now
          </button>
        </div>
      </div>
    </Show>
  )
}
