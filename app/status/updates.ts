import { createSignal } from 'solid-js'
import type { StatusView } from '../sync/status.ts'

const lookEveryMs = 60 * 60_000

/** A new version waits until the person says so; then every tab starts anew with it, so that no two versions mix. */
export const makeUpdates = (): Pick<StatusView, 'updateReady' | 'applyUpdate'> => {
  const [waiting, setWaiting] = createSignal<ServiceWorker | null>(null)
  const workers = import.meta.env.PROD ? navigator.serviceWorker : undefined

  const watch = (registration: ServiceWorkerRegistration) => {
    const look = () => {
      // The very first worker replaces nobody.
      if (registration.waiting && workers?.controller) setWaiting(registration.waiting)
    }
    look()
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
    // The cache may have been deleted while the worker stayed.
    const refill = () => registration.active?.postMessage({ type: 'REFILL' })
    refill()
    const update = () => void registration.update().then(refill, () => {}) // offline: next time
    setInterval(update, lookEveryMs)
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && update())
  }
  // The worker that comes first takes over a page that is new already.
  let hasWorker = Boolean(workers?.controller)
  workers?.addEventListener('controllerchange', () => {
    if (hasWorker) location.reload()
    hasWorker = true
  })
  workers?.register('/sw.js').then(watch, (error) => console.error('no service worker', error))

  return {
    updateReady: () => waiting() !== null,
    applyUpdate: () => waiting()?.postMessage({ type: 'SKIP_WAITING' }),
  }
}
