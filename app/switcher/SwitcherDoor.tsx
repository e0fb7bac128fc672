import { createSignal, lazy, onCleanup, Show, Suspense } from 'solid-js'
import { loadAhead } from '../ui/loadAhead.ts'
import { useViews } from '../views.ts'
import { closeSwitcher, isSwitcherShown, openSwitcher } from './shown.ts'

const load = () => import('./Switcher.tsx')
const Switcher = lazy(load)
const NewConversation = lazy(() => import('../rooms/NewConversation.tsx'))

/** Ctrl+K, or Cmd+K, from wherever one is. */
export function SwitcherDoor() {
  const { account } = useViews()
  const [starting, setStarting] = createSignal(false)
  const onKeyDown = (event: KeyboardEvent) => {
    const isAsked =
      event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!isAsked || account.state().name !== 'signed-in') return
    event.preventDefault()
    if (isSwitcherShown()) closeSwitcher()
    else if (!document.querySelector('dialog[open]')) openSwitcher()
  }
  // Whoever presses the keys goes on typing at once.
  loadAhead(load, 1_000)
  document.addEventListener('keydown', onKeyDown)
  onCleanup(() => document.removeEventListener('keydown', onKeyDown))

  const startSeveral = () => {
    closeSwitcher()
    setStarting(true)
  }
  return (
    <Suspense>
      <Show when={isSwitcherShown()}>
        <Switcher onSeveral={startSeveral} onClose={closeSwitcher} />
      </Show>
      <Show when={starting()}>
        <NewConversation onClose={() => setStarting(false)} />
      </Show>
    </Suspense>
  )
}
