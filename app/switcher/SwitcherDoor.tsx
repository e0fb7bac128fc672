import { createSignal, onCleanup, Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import { closeSwitcher, isSwitcherShown, openSwitcher } from '../lobby/switcherShown.ts'
import { ArrivingDialog } from '../status/ArrivingDialog.tsx'
import { loadAhead, part } from '../ui/reactive/part.ts'

const load = () => import('./Switcher.tsx')
const Switcher = part(load)
const NewConversation = part(() => import('../lobby/new/NewConversation.tsx'))
const NewRoom = part(() => import('../lobby/new/NewRoom.tsx'))

/** Opens the switcher with Ctrl+K or Cmd+K from anywhere. */
export function SwitcherDoor() {
  const account = useAccount()
  const [starting, setStarting] = createSignal(false)
  const [making, setMaking] = createSignal<string>()
  const onKeyDown = (event: KeyboardEvent) => {
    const isAsked =
      event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!isAsked || account.state().name !== 'signed-in') return
    event.preventDefault()
    if (isSwitcherShown()) closeSwitcher()
    else if (!document.querySelector('dialog[open]')) openSwitcher()
  }
  // Loaded early, because people start typing right after they press the keys.
  loadAhead(load, 1_000)
  document.addEventListener('keydown', onKeyDown)
  onCleanup(() => document.removeEventListener('keydown', onKeyDown))

  const startSeveral = () => {
    closeSwitcher()
    setStarting(true)
  }
  const startRoom = (name: string) => {
    closeSwitcher()
    setMaking(name)
  }
  return (
    <>
      <Show when={isSwitcherShown()}>
        <ArrivingDialog onClose={closeSwitcher}>
          <Switcher onSeveral={startSeveral} onCreate={startRoom} onClose={closeSwitcher} />
        </ArrivingDialog>
      </Show>
      <Show when={starting()}>
        <ArrivingDialog onClose={() => setStarting(false)}>
          <NewConversation onClose={() => setStarting(false)} />
        </ArrivingDialog>
      </Show>
      <Show when={making()}>
        {(name) => (
          <ArrivingDialog onClose={() => setMaking(undefined)}>
            <NewRoom name={name()} onClose={() => setMaking(undefined)} />
          </ArrivingDialog>
        )}
      </Show>
    </>
  )
}
