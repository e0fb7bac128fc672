import { useLocation } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { sentences } from '../ui/sentences.ts'
import { useViews } from '../views.ts'

/** What a person should know and can act on, without being stopped: slim bars above everything, most often none. */
export function Bars() {
  return (
    <div class="bars">
      <StorageBar />
      <SignInBar />
      <UpdateBar />
    </div>
  )
}

function StorageBar() {
  const { status } = useViews()
  return (
    <Show when={status.storage()}>
      {(trouble) => (
        <div class="bar caution" role="alert">
          <p>{sentences.storage[trouble()]}</p>
          <button type="button" class="button slim" onClick={() => location.reload()}>
            Reload
          </button>
        </div>
      )}
    </Show>
  )
}

function SignInBar() {
  const { account } = useViews()
  const location = useLocation()
  const expired = () => {
    const state = account.state()
    return state.name === 'signed-in' && state.expired && location.pathname !== '/sign-in'
  }
  return (
    <Show when={expired()}>
      <div class="bar" role="status">
        <p>Your sign-in ran out. Go on writing: all is kept, and sent once you are back in.</p>
        <a class="button slim" href={`/sign-in?to=${encodeURIComponent(location.pathname)}`}>
          Sign in again
        </a>
      </div>
    </Show>
  )
}

function UpdateBar() {
  const { status } = useViews()
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
