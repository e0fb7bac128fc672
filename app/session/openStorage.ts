import { openLocalStore } from '../store/localStore.ts'
import { tabsOf } from '../store/tabs.ts'
import { putBack, Rescue, type Saved } from './saved.ts'
import type { Surroundings } from './session.ts'

export type DeviceStorage = Awaited<ReturnType<typeof openStorage>>

/** Opens what this device keeps for an account, and the channel to the account's other tabs. */
export const openStorage = async (
  { clock, trouble, locks }: Pick<Surroundings, 'clock' | 'trouble' | 'locks'>,
  user: string,
  saved: Saved | undefined,
  renewed: (again: Saved) => void,
) => {
  const rescue = new Rescue(clock, renewed)
  const store = await openLocalStore(user, trouble, () => rescue.begin())
  const tabs = tabsOf(user)
  const close = () => {
    tabs.close()
    store.close()
  }
  /** Called when the disk fails to store or read something. */
  const failed = (error: unknown) => {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') trouble('full')
    else console.error('storage on this device failed:', error)
  }
  tabs.heard.subscribe(({ what }) => what === 'put-back' && rescue.putBackElsewhere())
  if (saved) {
    try {
      await putBack(saved, store)
      tabs.tell({ what: 'put-back' })
    } catch (error) {
      // The previous session still holds this data, and opening is tried again later.
      failed(error)
      rescue.close()
      close()
      throw error
    }
  }
  return {
    store,
    /** Null if no other tab can go on with what this one leaves unfinished, so that each does its own work. */
    locks: store.isShared ? locks : null,
    tabs,
    rescue,
    failed,
    close,
  }
}
