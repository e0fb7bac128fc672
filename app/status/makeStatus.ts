import { type Accessor, createSignal } from 'solid-js'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import type { StatusView } from '../sync/statusView.ts'
import { makeUpdates } from './updates.ts'

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

export const makeStatus = ({
  session,
  storage,
  dismissStorage,
  tryNow,
}: {
  session: Accessor<Pick<StatusView, 'network' | 'isConnected' | 'isTrying' | 'barrier' | 'waiting' | 'lastSynced'>>
  tryNow(): void
  storage: Accessor<StorageTrouble | null>
  dismissStorage(): void
}): StatusView => {
  const [install, setInstall] = createSignal<(() => Promise<void>) | null>(null)
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    const offer = event as InstallPrompt
    setInstall(() => async () => {
      setInstall(null) // a browser allows each install offer to be used once
      await offer.prompt()
    })
  })
  addEventListener('appinstalled', () => setInstall(null))

  return {
    network: () => session().network(),
    isConnected: () => session().isConnected(),
    isTrying: () => session().isTrying(),
    barrier: () => session().barrier(),
    tryNow,
    waiting: () => session().waiting(),
    lastSynced: () => session().lastSynced(),
    storage,
    dismissStorage,
    install,
    ...makeUpdates(),
  }
}

/** Asks the browser not to delete this site's data when space runs short. */
export const askToKeep = async (): Promise<void> => {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist()
  } catch {
    // An old browser or an insecure page: the browser decides what it keeps.
  }
}
