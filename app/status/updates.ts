import { createSignal } from 'solid-js'
import type { StatusView } from '../sync/statusView.ts'

const lookEveryMs = 60 * 60_000

/** A new version waits until the person accepts it. Then every tab reloads, so that two versions never run together. */
export const makeUpdates = (): Pick<StatusView, 'updateReady' | 'applyUpdate'> => {
  const [waiting, setWaiting] = createSignal<ServiceWorker | null>(null)
  const workers = import.meta.env.PROD ? navigator.serviceWorker : undefined

  const watch = (registration: ServiceWorkerRegistration) => {
    const look = () => {
      // The very first worker is not an update.
      if (registration.waiting && workers?.controller) setWaiting(registration.waiting)
    }
    look()
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
    // The cache may have been deleted while the worker stayed registered.
    const refill = () => registration.active?.postMessage({ type: 'REFILL' })
    refill()
    const update = () => void registration.update().then(refill, () => {}) // offline: the next check tries again
    setInterval(update, lookEveryMs)
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && update())
  }
  // When the first worker takes over, the page is already current, so it does not reload.
  let hasWorker = Boolean(workers?.controller)
  workers?.addEventListener('controllerchange', () => {
    if (hasWorker) location.reload()
    hasWorker = true
  })
  workers?.register('/sw.js').then(watch, (error) => console.error('cannot register the service worker', error))

  return {
    updateReady: () => waiting() !== null,
    applyUpdate: () => waiting()?.postMessage({ type: 'SKIP_WAITING' }),
  }
}
